import { createReadStream, statSync } from 'node:fs'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { DetailedError, Upload } from 'tus-js-client'
import { type Call, Declined, openClient, Unreachable } from '../core/client/index.ts'
import { isRefusalCode, type Refusal, type RefusalParams, refuse } from '../core/errors.ts'
import type { Visibility } from '../core/videos/visibility.ts'
import type { Problem } from '../core/wire/problem.ts'
import type { OwnVideo } from '../core/wire/video.ts'
import { required, serverFrom, unreachable } from './asked.ts'
import { say } from './words.ts'

interface Wish {
  server: string
  token: string
  file: string
  isWaiting: boolean
}

/** `onshore post FILE`: uploads by tus, posts, and with --wait ends when the clip plays. Talks to the server it is given, only. */
export async function run(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      server: { type: 'string' },
      token: { type: 'string' },
      caption: { type: 'string' },
      language: { type: 'string' },
      visibility: { type: 'string' },
      wait: { type: 'boolean' },
      json: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  })
  if (values.help) {
    process.stdout.write(`${say('postHelp')}\n`)
    return
  }
  const wish: Wish = {
    server: serverFrom(values.server),
    token: required(values.token, '--token'),
    file: required(positionals[0], 'FILE'),
    isWaiting: values.wait === true,
  }
  const id = await upload(wish)
  const call = openClient({ base: wish.server, token: wish.token, send: (address, asked) => fetch(address, asked) })
  const body = {
    caption: values.caption ?? '',
    ...(values.language ? { language: values.language } : {}),
    ...(values.visibility ? { visibility: values.visibility as Visibility } : {}),
  }
  let video = await told(wish, call('POST /api/videos/{id}/post', { path: { id }, body }))
  if (wish.isWaiting) video = await untilPlayable(wish, call, video)
  const address = `${wish.server}${video.page ?? `/posts#${id}`}`
  process.stdout.write(values.json ? `${JSON.stringify({ id, state: video.state, address })}\n` : `${id}\n${address}\n`)
}

function upload({ server, token, file }: Wish): Promise<string> {
  let bytes: number
  try {
    bytes = statSync(file).size
  } catch {
    throw refuse('command.file', { file })
  }
  let lastSaid = 0
  return new Promise((resolve, reject) => {
    const sending = new Upload(createReadStream(file), {
      endpoint: `${server}/api/uploads`,
      uploadSize: bytes,
      chunkSize: 64_000_000,
      headers: { Authorization: `Bearer ${token}` },
      metadata: { filename: basename(file) },
      retryDelays: [200, 1000, 3000, 5000],
      storeFingerprintForResuming: false,
      onShouldRetry: error => (error.originalResponse?.getStatus() ?? 500) >= 500,
      onProgress(sent, all) {
        if (!process.stderr.isTTY || Date.now() - lastSaid < 500) return
        lastSaid = Date.now()
        process.stderr.write(`\r${say('sending', { done: (sent / 1e6).toFixed(1), all: (all / 1e6).toFixed(1) })}  `)
      },
      onError: error =>
        reject(
          error instanceof DetailedError && error.originalResponse
            ? refusalFrom(error.originalResponse.getBody())
            : unreachable(server, error),
        ),
      onSuccess: () => resolve(sending.url!.split('/').at(-1)!),
    })
    sending.start()
  })
}

async function untilPlayable(wish: Wish, call: Call, posted: OwnVideo): Promise<OwnVideo> {
  let video = posted
  if (process.stderr.isTTY) process.stderr.write(`\n${say('checking')}\n`)
  while (video.state === 'checking' || video.state === 'uploading') {
    await new Promise(resolve => setTimeout(resolve, 250))
    video = await told(wish, call('GET /api/videos/{id}', { path: { id: video.id } }))
  }
  if (video.refusal) throw known(video.refusal.code, video.refusal.params)
  return video
}

/** Says what the shore refused, or that it could not be reached, as a command says it. */
async function told<T>({ server }: Wish, asked: Promise<T>): Promise<T> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof Declined) throw known(error.problem.code, error.problem.params ?? {})
    if (error instanceof Unreachable) throw unreachable(server, error.cause as Error)
    throw error
  }
}

/** The shore's own refusal, from its problem document. Anything else is a bug, and shown as it is. */
function refusalFrom(text: string): Error {
  try {
    const problem = JSON.parse(text) as Problem
    return known(problem.code, problem.params ?? {})
  } catch {
    return new Error(`unexpected reply: ${text.slice(0, 500)}`)
  }
}

function known(code: string, params: RefusalParams): Refusal | Error {
  return isRefusalCode(code)
    ? refuse(code, params)
    : new Error(`the shore refused by a code this program does not know: ${code}`)
}
