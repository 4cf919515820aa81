import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { archiveLimits } from '../../core/archive/limits.ts'
import type { OwnArchive } from '../../core/wire/archive.ts'
import type { Problem } from '../../core/wire/problem.ts'
import { Choice } from '../accounts/Choice.tsx'
import { useForm } from '../accounts/form.ts'
import { withProof } from '../accounts/proof.tsx'
import { call, Declined } from '../shell/api.ts'
import { wordsFor } from '../shell/declined.ts'
import shell from '../shell/shell.module.css'
import { useWords } from '../shell/words.ts'
import { Alert, Field } from '../ui/Field.tsx'
import css from './archive.module.css'

const file = '/api/archive/file'
const askEveryMs = 1000

/** Everything of the account as one file: asked for, made while the page shows how far it is, there for a week. */
export function Download() {
  const { say, language } = useWords()
  const archive = useSignal<OwnArchive | null | undefined>(undefined)
  const fault = useSignal<string | null>(null)
  const carryOut = async (act: () => Promise<void>) => {
    fault.value = null
    try {
      await act()
    } catch (error) {
      fault.value = await wordsFor(error, language, say)
    }
  }
  const look = async () => {
    archive.value = (await call('GET /api/archive')).archive
  }
  const isUnderWay = archive.value?.state === 'waiting' || archive.value?.state === 'making'
  useEffect(() => {
    void carryOut(look)
    if (!isUnderWay) return
    const timer = setInterval(() => void look().catch(() => undefined), askEveryMs)
    return () => clearInterval(timer)
  }, [isUnderWay])
  const takeBack = () =>
    carryOut(async () => {
      archive.value = (await call('DELETE /api/archive')).archive
    })
  const now = archive.value
  return (
    <section class={shell.section} aria-busy={now === undefined}>
      <h2>{say('archive.download')}</h2>
      <p>{say('archive.lead')}</p>
      {fault.value && <Alert>{fault.value}</Alert>}
      {now?.state === 'failed' && <Alert>{say('archive.failed')}</Alert>}
      {now && isUnderWay && <Making archive={now} onCancel={takeBack} />}
      {now?.state === 'ready' && <Ready archive={now} onFetch={() => carryOut(fetchFile)} onDelete={takeBack} />}
      {(now === null || now?.state === 'failed') && (
        <Asking
          onAsked={asked => {
            archive.value = asked
          }}
        />
      )}
    </section>
  )
}

/** The browser's own download goes on by itself after a cut; first it is asked whether the file would be given. */
async function fetchFile(): Promise<void> {
  await withProof(async () => {
    const reply = await fetch(file, { headers: { Range: 'bytes=0-0' } })
    if (!reply.ok) throw new Declined((await reply.json()) as Problem)
  })
  location.assign(file)
}

function Asking({ onAsked }: { onAsked(archive: OwnArchive | null): void }) {
  const { say } = useWords()
  const who = useSignal<'anyone' | 'passphrase'>('anyone')
  const { isSending, fault, onSubmit } = useForm(async ({ passphrase }) => {
    const body = { passphrase: who.peek() === 'passphrase' ? (passphrase ?? '') : null }
    onAsked((await withProof(() => call('POST /api/archive', { body }))).archive)
  })
  return (
    <form class={shell.form} onSubmit={onSubmit}>
      {fault.value && <Alert>{fault.value.text}</Alert>}
      <Choice
        legend={say('archive.opens')}
        name="opens"
        value={who.value}
        options={(['anyone', 'passphrase'] as const).map(one => [one, say(`archive.opens.${one}`)])}
        onChange={value => (who.value = value as 'anyone' | 'passphrase')}
      />
      {who.value === 'passphrase' && (
        <Field
          name="passphrase"
          type="password"
          label={say('archive.passphrase')}
          hint={say('archive.passphraseHint', { n: archiveLimits.minPassphraseCharacters })}
          required
          maxLength={archiveLimits.maxPassphraseCharacters}
          autocomplete="new-password"
        />
      )}
      <div>
        <button type="submit" class={`${shell.button} ${shell.primary}`} disabled={isSending.value}>
          {say('archive.ask')}
        </button>
      </div>
    </form>
  )
}

function Making({ archive, onCancel }: { archive: OwnArchive; onCancel(): Promise<void> }) {
  const { say, language } = useWords()
  const percent = new Intl.NumberFormat(language, { style: 'percent' }).format(archive.progress)
  const isWaiting = archive.state === 'waiting'
  return (
    <>
      <div>
        <progress
          class={css.progress}
          {...(isWaiting ? {} : { value: archive.progress })}
          max={1}
          aria-label={say('archive.progress')}
        />
        <p class={css.line} data-archive={archive.state}>
          {isWaiting
            ? say('archive.waiting')
            : say('archive.making', { percent, size: sizeIn(language, archive.bytes) })}
        </p>
      </div>
      <p class={css.quiet}>{say('archive.leave')}</p>
      <div>
        <button type="button" class={shell.button} onClick={() => void onCancel()}>
          {say('archive.cancel')}
        </button>
      </div>
    </>
  )
}

function Ready({
  archive,
  onFetch,
  onDelete,
}: {
  archive: OwnArchive
  onFetch(): Promise<void>
  onDelete(): Promise<void>
}) {
  const { say, language } = useWords()
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'long' })
  return (
    <>
      <p role="status" data-archive="ready">
        {say('archive.ready', {
          size: sizeIn(language, archive.bytes),
          at: day.format(new Date(archive.askedAt)),
          until: day.format(new Date(archive.until ?? archive.askedAt)),
        })}
      </p>
      {archive.isSealed && <p class={css.quiet}>{say('archive.sealed')}</p>}
      <div class={shell.row}>
        <button type="button" class={`${shell.button} ${shell.primary}`} onClick={() => void onFetch()}>
          {say('archive.fetch')}
        </button>
        <button type="button" class={shell.button} onClick={() => void onDelete()}>
          {say('archive.delete')}
        </button>
      </div>
      <details>
        <summary>{say('archive.whole')}</summary>
        <p class={css.quiet}>{say('archive.wholeMeans')}</p>
        <code class={css.sum}>{archive.sha256}</code>
      </details>
    </>
  )
}

/** Megabytes below a gigabyte. */
function sizeIn(language: string, bytes: number): string {
  const isLarge = bytes >= 1e9
  const unit = isLarge ? 'gigabyte' : 'megabyte'
  return new Intl.NumberFormat(language, { style: 'unit', unit, maximumFractionDigits: isLarge ? 1 : 0 }).format(
    Math.max(1, bytes / (isLarge ? 1e9 : 1e6)),
  )
}
