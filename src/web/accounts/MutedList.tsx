import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import type { Muted } from '../../core/wire/social.ts'
import { wordsFor } from '../shell/declined.ts'
import { type Mute, muted } from '../shell/muted.ts'
import { setMuted } from '../shell/muting.ts'
import shell from '../shell/shell.module.css'
import { type Say, useWords } from '../shell/words.ts'
import { Alert, Field } from '../ui/Field.tsx'
import css from './accounts.module.css'

/** Words, tags and sounds that are muted, with the way back from each. */
export function MutedList() {
  return (
    <>
      {(['word', 'tag', 'sound'] as const).map(kind => (
        <Part kind={kind} key={kind} />
      ))}
    </>
  )
}

function Part({ kind }: { kind: Muted['kind'] }) {
  const { say, language } = useWords()
  const fault = useSignal<string | null>(null)
  const list = useRef<HTMLUListElement>(null)
  const items = muted.value.filter(one => one.kind === kind)
  const attempt = async (act: Promise<void>) => {
    try {
      await act
      fault.value = null
      return true
    } catch (error) {
      fault.value = await wordsFor(error, language, say)
      return false
    }
  }
  const add = async (event: SubmitEvent) => {
    event.preventDefault()
    const form = event.currentTarget as HTMLFormElement
    const what = String(new FormData(form).get('word') ?? '')
    if (await attempt(setMuted({ kind, what, name: null }, true))) form.reset()
  }
  const free = async (one: Mute) => {
    if (await attempt(setMuted(one, false))) list.current?.focus()
  }
  return (
    <section class={shell.section}>
      <h2>{say(`muted.${kind}`)}</h2>
      <p class={css.quiet}>{say(`muted.${kind}Means`)}</p>
      {fault.value && <Alert>{fault.value}</Alert>}
      {kind === 'word' && (
        <form class={shell.form} onSubmit={event => void add(event)}>
          <Field name="word" label={say('muted.wordField')} autocomplete="off" autocapitalize="none" required />
          <div>
            <button type="submit" class={shell.button}>
              {say('muted.add')}
            </button>
          </div>
        </form>
      )}
      {items.length === 0 && kind !== 'word' && <p>{say('muted.none')}</p>}
      <ul class={css.sessions} ref={list} tabIndex={-1} aria-label={say(`muted.${kind}`)}>
        {items.map(one => (
          <li class={css.session} key={one.what}>
            <Name mute={one} say={say} />
            <button type="button" class={shell.button} onClick={() => void free(one)}>
              {say('people.muteFree')}
              <span class="only-spoken"> {one.name ?? one.what}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Name({ mute: { kind, what, name }, say }: { mute: Mute; say: Say }) {
  if (kind === 'word')
    return (
      <strong>
        <bdi>{what}</bdi>
      </strong>
    )
  const address = kind === 'tag' ? `/tag/${encodeURIComponent(what)}` : `/sound/${what}`
  const words = kind === 'tag' ? `#${what}` : name ? say('sound.original', { name }) : say('sound.unnamed')
  return (
    <a class={css.person} href={address}>
      <bdi>{words}</bdi>
    </a>
  )
}
