/** Everything that opens over a clip, as one part of the program that is loaded late. */
export { Why } from '../interests/Why.tsx'
export { Report } from '../moderation/report.tsx'
export { ClipMenu } from './ClipMenu.tsx'
export { Comments } from './Comments.tsx'
export { Figures } from './Figures.tsx'
export { Help } from './Help.tsx'
export { ShareSheet } from './ShareSheet.tsx'
export { Transcript } from './Transcript.tsx'
