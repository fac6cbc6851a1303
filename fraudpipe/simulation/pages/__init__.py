"""Papers as page images: layouts, stamps, and what a camera does to them. Arrays and Pillow images only; no files."""
