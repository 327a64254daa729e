"""The proof of silence: canaries in hidden launches, and everybody who must not hear them."""
