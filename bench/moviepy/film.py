"""The same short by MoviePy: its slides, each faded in, and its captions with the word lit that is said."""

import json
import sys
from pathlib import Path

from moviepy import CompositeVideoClip, ImageClip, TextClip
from moviepy.video.fx import CrossFadeIn

told, folder, font, out = sys.argv[1:]
short, fps = json.loads(Path(told).read_text()), 30
clips = []
for shot in short["shots"]:
    clip = ImageClip(f"{folder}/{shot['file']}", duration=(shot["end"] - shot["start"]) / fps)
    clips.append(clip.with_start(shot["start"] / fps).with_effects([CrossFadeIn(0.2)]))
for one in short["captions"]:
    left = 200
    for place, word in enumerate(one["words"]):
        color = "#ffcc55" if place == one["lit"] else "white"
        text = TextClip(font=font, text=word, font_size=41, color=color, duration=(one["end"] - one["start"]) / fps)
        clips.append(text.with_start(one["start"] / fps).with_position((left, 1360)))
        left += text.size[0] + 12
video = CompositeVideoClip(clips, size=(1080, 1920)).with_duration(short["shots"][-1]["end"] / fps)
video.write_videofile(out, fps=fps, codec="libx264", preset="veryfast", audio=False, logger=None)
