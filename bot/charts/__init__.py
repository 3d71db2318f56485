"""Charts: drawn by a process of their own, which ends when nobody looks, and kept where Telegram has them already."""
