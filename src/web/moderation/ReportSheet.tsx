import { useSignal } from '@preact/signals'
import { useLocation } from 'preact-iso'
import { allCategories, type Category, isGrave, moderationLimits } from '../../core/moderation/categories.ts'
import type { SubjectKind } from '../../core/moderation/measures.ts'
import type { Reported } from '../../core/wire/moderation.ts'
import { call } from '../shell/api.ts'
import { wordsFor } from '../shell/declined.ts'
import { notify } from '../shell/notice.tsx'
import { account } from '../shell/session.ts'
import shell from '../shell/shell.module.css'
import { useWords } from '../shell/words.ts'
import { Alert } from '../ui/Field.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Sheet, sheetLeft } from '../ui/Sheet.tsx'
import css from './moderation.module.css'

export interface ReportProps {
  kind: SubjectKind
  /** Of a clip or a comment its id, of an account its handle. */
  id: string
  onClose(): void
}

/** What is wrong, in plain words; then by when somebody looks, and for a guest how to ask what became of it. */
export function ReportSheet({ kind, id, onClose }: ReportProps) {
  const { say, language } = useWords()
  const category = useSignal<Category | null>(null)
  const words = useSignal('')
  const { route } = useLocation()
  const fault = useSignal<string | null>(null)
  const sent = useSignal<Reported | null>(null)
  const isSending = useSignal(false)
  const needsWords = category.value === 'other' || category.value === 'illegal'
  const attempt = async (act: () => Promise<void>) => {
    isSending.value = true
    fault.value = null
    try {
      await act()
    } catch (error) {
      fault.value = await wordsFor(error, language, say)
    }
    isSending.value = false
  }
  const send = () =>
    attempt(async () => {
      const body = { kind, id, category: category.peek()!, words: words.peek() }
      sent.value = await call('POST /api/reports', { body })
    })
  const openCase = () =>
    attempt(async () => {
      await call('POST /api/moderate/cases', { body: { kind, id } })
      onClose()
      await sheetLeft()
      route('/operate')
      notify(say('report.opened'))
    })
  return (
    <Sheet title={say(`report.${kind}`)} closeLabel={say('sheet.close')} onClose={onClose}>
      {sent.value ? (
        <Sent sent={sent.value} />
      ) : (
        <form
          class={css.report}
          onSubmit={event => {
            event.preventDefault()
            void send()
          }}
        >
          <fieldset class={css.reasons}>
            <legend>{say('report.why')}</legend>
            {allCategories.map(one => (
              <label key={one}>
                <input
                  type="radio"
                  name="category"
                  required
                  checked={category.value === one}
                  onChange={() => (category.value = one)}
                />
                <span>
                  {say(`report.category.${one}`)}
                  {isGrave(one) && <span class={css.soon}>{say('report.within')}</span>}
                </span>
              </label>
            ))}
          </fieldset>
          <label class={css.words}>
            <span>{say(needsWords ? 'report.wordsNeeded' : 'report.words')}</span>
            <textarea
              rows={3}
              required={needsWords}
              maxLength={moderationLimits.wordCharacters}
              value={words.value}
              onInput={event => (words.value = event.currentTarget.value)}
            />
          </label>
          <p class={css.quiet}>{say('report.means')}</p>
          {fault.value && <Alert>{fault.value}</Alert>}
          <div class={shell.row}>
            <button
              type="submit"
              class={`${shell.button} ${shell.primary}`}
              disabled={isSending.value || category.value === null}
            >
              {say('report.send')}
            </button>
            {account.value?.role === 'moderator' && (
              <button type="button" class={shell.button} disabled={isSending.value} onClick={() => void openCase()}>
                {say('report.openCase')}
              </button>
            )}
          </div>
        </form>
      )}
    </Sheet>
  )
}

function Sent({ sent }: { sent: Reported }) {
  const { say, language } = useWords()
  const isCopied = useSignal(false)
  const due = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' }).format(new Date(sent.dueAt))
  const copy = async () => {
    await navigator.clipboard.writeText(sent.code!)
    isCopied.value = true
  }
  return (
    <div class={css.report}>
      <p role="status">
        <Icon name="check" /> {say('report.sent')}
      </p>
      <p>{say('report.due', { at: due })}</p>
      {sent.code ? (
        <>
          <p>{say('report.code')}</p>
          <output class={css.code}>{sent.code}</output>
          <div class={shell.row}>
            <button type="button" class={shell.button} onClick={() => void copy()}>
              <Icon name="copy" />
              {say(isCopied.value ? 'report.copied' : 'report.copy')}
            </button>
            <a class={shell.button} href="/decisions">
              {say('report.ask')}
            </a>
          </div>
        </>
      ) : (
        account.value && (
          <p>
            {say('report.told')} <a href="/decisions">{say('title.decisions')}</a>
          </p>
        )
      )}
    </div>
  )
}
