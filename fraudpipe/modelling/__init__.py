"""Model specification, time split, fitting, calibration, evaluation, explanation."""
