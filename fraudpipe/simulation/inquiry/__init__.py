"""How the claims of a world are looked into: who selects, who looks, what is found, what is written down."""
