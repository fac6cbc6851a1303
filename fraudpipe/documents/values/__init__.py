"""Values as papers print them: days, amounts, numbers and words."""
