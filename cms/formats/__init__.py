"""How dates are written where Django has another habit; other languages keep theirs."""
