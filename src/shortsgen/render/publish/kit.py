"""A post and its pictures -> the files that a person uploads."""

from __future__ import annotations

from collections.abc import Iterator

from shortsgen.publish.post import Post
from shortsgen.store.artifact import Artifact


def kit(post: Post, cover: bytes, captions: bytes) -> Iterator[Artifact]:
    """The files beside the video, each one that the platform has a field for. `captions` are SRT, empty where nothing
    is said; the video of a day has no `cover`."""
    platform = post.platform
    if platform.title:
        yield Artifact("title.txt", f"{post.title}\n".encode())
    yield Artifact("description.txt", post.description.encode())
    if platform.tags and post.tags:
        yield Artifact("tags.txt", f"{post.tags}\n".encode())
    if platform.captions and captions:
        yield Artifact("captions.srt", captions)
    if post.alt:
        yield Artifact("alt.txt", f"{post.alt}\n".encode())
    if cover:
        yield Artifact("cover.png", cover)
