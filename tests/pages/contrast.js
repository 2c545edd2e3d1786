// The ground of the page, how many texts were looked at, and those whose contrast is below WCAG AA.
() => {
  const parse = (color) => color.match(/[\d.]+/g).map(Number);
  const luminance = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const color = parse(getComputedStyle(at).backgroundColor);
      if (color.length < 4 || color[3] === 1) return color;
    }
    throw new Error("no ground");
  };
  const ratio = (a, b) => {
    const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
    return (light + 0.05) / (dark + 0.05);
  };
  const low = [];
  let seen = 0;
  const look = (element, style, text) => {
    const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && style.fontWeight >= 700);
    const found = ratio(parse(style.color), ground(element));
    seen += 1;
    if (found < (large ? 3 : 4.5)) low.push([text.trim().slice(0, 40), element.className, style.color, found]);
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const hidden = element.closest("script, .unseen, .skip, [hidden]");
    if (walker.currentNode.data.trim() && !hidden) look(element, getComputedStyle(element), walker.currentNode.data);
  }
  for (const input of document.querySelectorAll("input[placeholder]")) {
    look(input, getComputedStyle(input, "::placeholder"), input.placeholder);
  }
  return [getComputedStyle(document.body).backgroundColor, seen, low];
}
