import type { Signal } from '@preact/signals'
import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import type { Refusal } from '../../core/errors.ts'
import type { Cue } from '../../core/videos/webvtt.ts'
import { call } from '../shell/api.ts'
import { refusalWords } from '../shell/declined.ts'
import shell from '../shell/shell.module.css'
import { useWords } from '../shell/words.ts'
import { Alert } from '../ui/Field.tsx'
import { Icon } from '../ui/Icon.tsx'
import css from './create.module.css'

/** Captions while they are being written: null where nothing was touched. */
export type Captions = Signal<readonly Cue[] | null>

const newCueMs = 2000
const timePattern = /^(?:(\d{1,2}):)?(\d{1,3})(?:[.,](\d{1,3}))?$/

interface Props {
  captions: Captions
  durationMs: number
  /** Where the clip is being looked at now, ms: a new line begins there. */
  now(): number
}

/** `01:02.3`, as a time is typed. */
function clockIn(ms: number): string {
  const pad = (value: number) => String(Math.floor(value)).padStart(2, '0')
  return `${pad(ms / 60_000)}:${pad((ms / 1000) % 60)}.${Math.floor((ms % 1000) / 100)}`
}

/** The reader of captions knows every refusal there is: it comes when somebody has captions. */
export const loadReader = () => import('../../core/videos/webvtt.ts')

/** Captions from a file, or written line by line. */
export function CaptionsEditor({ captions, durationMs, now }: Props) {
  const { say, language } = useWords()
  const fault = useSignal<string | null>(null)
  const id = useId()
  const cues = captions.value ?? []

  const read = async (file: File | undefined) => {
    if (!file) return
    try {
      const { parseCaptions } = await loadReader()
      captions.value = parseCaptions(await file.text())
      fault.value = null
    } catch (error) {
      if ((error as Error).name !== 'Refusal') throw error
      const { code, params } = error as Refusal
      fault.value = await refusalWords(code, params, language)
    }
  }
  const change = (at: number, part: Partial<Cue>) =>
    (captions.value = cues.map((cue, index) => (index === at ? { ...cue, ...part } : cue)))
  const add = () => {
    const last = cues.at(-1)?.endMs ?? 0
    const startMs = Math.min(Math.max(Math.round(now() / 100) * 100, last), Math.max(0, durationMs - 500))
    captions.value = [...cues, { startMs, endMs: Math.min(durationMs, startMs + newCueMs), text: '' }]
  }
  return (
    <section class={css.tool} aria-labelledby={id}>
      <h2 id={id}>{say('create.captions')}</h2>
      <p class={css.quiet}>{say('create.captionsMean')}</p>
      {fault.value && <Alert>{fault.value}</Alert>}
      {cues.length > 0 && (
        <ol class={css.cues}>
          {cues.map((cue, index) => (
            <li class={css.cue} key={index}>
              <Time
                ms={cue.startMs}
                label={say('create.cueStart', { n: index + 1 })}
                onMs={startMs => change(index, { startMs })}
              />
              <Time
                ms={cue.endMs}
                label={say('create.cueEnd', { n: index + 1 })}
                onMs={endMs => change(index, { endMs })}
              />
              <textarea
                rows={1}
                aria-label={say('create.cueText', { n: index + 1 })}
                value={cue.text}
                onInput={event => change(index, { text: event.currentTarget.value })}
              />
              <button
                type="button"
                class={css.iconButton}
                aria-label={say('create.cueRemove', { n: index + 1 })}
                onClick={() => (captions.value = cues.filter((_, other) => other !== index))}
              >
                <Icon name="x" />
              </button>
            </li>
          ))}
        </ol>
      )}
      <div class={shell.row}>
        <button type="button" class={shell.button} onClick={add}>
          <Icon name="plus" />
          {say('create.cueAdd')}
        </button>
        <label class={`${shell.button} ${css.picker}`}>
          <Icon name="captions" />
          {say('create.captionsFile')}
          <input
            type="file"
            accept=".vtt,.srt,text/vtt"
            onChange={event => void read(event.currentTarget.files?.[0])}
          />
        </label>
      </div>
    </section>
  )
}

function Time({ ms, label, onMs }: { ms: number; label: string; onMs(ms: number): void }) {
  const isWrong = useSignal(false)
  return (
    <input
      class={css.time}
      type="text"
      inputMode="decimal"
      aria-label={label}
      aria-invalid={isWrong.value ? 'true' : undefined}
      value={clockIn(ms)}
      onChange={event => {
        const found = timePattern.exec(event.currentTarget.value.trim())
        isWrong.value = found === null
        if (found)
          onMs(Number(found[1] ?? 0) * 60_000 + Number(found[2]) * 1000 + Number((found[3] ?? '0').padEnd(3, '0')))
      }}
    />
  )
}

/** Sends what was written; nothing where nothing was touched, and no captions where every line was taken away. */
export async function sendCaptions(videoId: string, captions: Captions, language: string): Promise<void> {
  const cues = captions.peek()
  if (cues === null) return
  const path = { id: videoId, language: language || 'und' }
  const said = cues.filter(({ text }) => text.trim() !== '')
  if (said.length === 0) await call('DELETE /api/videos/{id}/captions/{language}', { path })
  else
    await call('PUT /api/videos/{id}/captions/{language}', {
      path,
      body: { text: (await loadReader()).writeWebvtt([...said].sort((a, b) => a.startMs - b.startMs)) },
    })
}
