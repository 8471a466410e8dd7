const canvas = document.querySelector<HTMLCanvasElement>("#canvas");
if (canvas === null) throw new Error("the page has no #canvas");
