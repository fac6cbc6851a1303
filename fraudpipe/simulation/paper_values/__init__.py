"""What each type of paper says, all made from one stay: printed values, whether they are rendered or only read."""
