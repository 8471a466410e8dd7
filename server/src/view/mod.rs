//! What one client may see and cannot predict.
