import { transcoderContract } from '../../src/server/adapters/transcoder/contract.ts'
import { ffmpegTranscoder, ffmpegVersion } from '../../src/server/adapters/transcoder/ffmpeg.ts'
import { nodeAvTranscoder, nodeAvVersion } from '../../src/server/adapters/transcoder/node-av.ts'
import { sandboxes } from '../../src/server/adapters/transcoder/sandbox.ts'
import { clip, everyKind, hasFfmpeg } from '../harness/clips.ts'
import * as judge from '../harness/judge.ts'

const inputs = () =>
  hasFfmpeg
    ? {
        webPlayable: clip('web.mp4'),
        rotated: clip('rotated.mp4'),
        webm: clip('recorded.webm'),
        silent: clip('silent.mp4'),
        soundOnly: clip('sound.mp4'),
        located: clip('located.mov'),
        tenBit: clip('tenbit.mp4'),
        kinds: everyKind.map(clip),
        judge,
      }
    : null
const ffmpeg = hasFfmpeg ? ffmpegVersion('/usr/bin/ffmpeg') : null
const nodeAv = nodeAvVersion()
const need = hasFfmpeg ? '' : ' [ffmpeg]'

for (const [n, sandbox] of sandboxes().entries()) {
  transcoderContract(
    `ffmpeg in ${sandbox.kind}${need}`,
    () => (ffmpeg ? ffmpegTranscoder('/usr/bin/ffmpeg', ffmpeg, sandbox) : null),
    () => {
      const all = inputs()
      // What is rendered is the program's; another wall around it is tried with some of every kind.
      return all && n > 0 ? { ...all, kinds: all.kinds.filter((_, place) => place % 4 === 0) } : all
    },
  )
}
transcoderContract(
  `node-av${need}${nodeAv ? '' : ' [node-av]'}`,
  () => (nodeAv ? nodeAvTranscoder(nodeAv, sandboxes()[0]!) : null),
  inputs,
)
