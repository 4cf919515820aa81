/** Everything that opens over a clip, as one part of the program that is loaded late. */
export { ClipMenu } from './ClipMenu.tsx'
export { Comments } from './Comments.tsx'
export { Figures } from './Figures.tsx'
export { Help } from './Help.tsx'
export { Transcript } from './Transcript.tsx'
