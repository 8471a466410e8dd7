const SECONDS = 1;
const buffers = new WeakMap<AudioContext, AudioBuffer>();

/** A second of white noise, made once. */
export function noise(context: AudioContext): AudioBuffer {
  const known = buffers.get(context);
  if (known) return known;
  const buffer = context.createBuffer(1, context.sampleRate * SECONDS, context.sampleRate);
  const samples = buffer.getChannelData(0);
  for (let i = 0; i < samples.length; i++) samples[i] = Math.random() * 2 - 1;
  buffers.set(context, buffer);
  return buffer;
}
