import React from "react";
import {AbsoluteFill, Composition, Img, Sequence, interpolate, registerRoot, staticFile, useCurrentFrame} from "remotion";

// The same short: its slides, each faded in, and its captions with the word lit that is said.
const Slide = ({file}) => {
  const opacity = interpolate(useCurrentFrame(), [0, 6], [0, 1], {extrapolateRight: "clamp"});
  return <Img src={staticFile(file)} style={{opacity, position: "absolute"}} />;
};

const Caption = ({words, lit}) => (
  <div style={{position: "absolute", top: 1340, width: 1080, textAlign: "center", font: "800 41px sans-serif", color: "white"}}>
    {words.map((word, place) => <span key={place} style={{color: place === lit ? "#ffcc55" : "white"}}>{word} </span>)}
  </div>
);

const Short = ({shots, captions}) => (
  <AbsoluteFill style={{backgroundColor: "#0b0e14"}}>
    {shots.map(({file, start, end}) => (
      <Sequence key={file} from={start} durationInFrames={end - start}><Slide file={file} /></Sequence>
    ))}
    {captions.map(({words, lit, start, end}) => (
      <Sequence key={start} from={start} durationInFrames={end - start}><Caption words={words} lit={lit} /></Sequence>
    ))}
  </AbsoluteFill>
);

const length = ({props}) => ({durationInFrames: props.shots.at(-1).end});

registerRoot(() => (
  <Composition
    id="Short" component={Short} width={1080} height={1920} fps={30} durationInFrames={1}
    defaultProps={{shots: [], captions: []}} calculateMetadata={length}
  />
));
