"""Links between claims as of a moment: sharing, components, paths."""
