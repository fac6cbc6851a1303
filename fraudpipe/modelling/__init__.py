"""Models: what is learnt from outcomes, how it is measured, and why a claim stands where it stands.

Pure: frames and text in, frames and text out. `spec.py` reads a model's description, `train.py` makes a model and
`score.py` uses one. LightGBM and scikit-learn are slow to import and stand only in the modules that need them.
"""
