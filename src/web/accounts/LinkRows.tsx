import type { Signal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { accountLimits } from '../../core/accounts/limits.ts'
import shell from '../shell/shell.module.css'
import { useWords } from '../shell/words.ts'
import { Icon } from '../ui/Icon.tsx'
import ui from '../ui/ui.module.css'
import css from './accounts.module.css'

interface Link {
  title: string
  url: string
}
/** Rows that nobody filled in are none. */
export const written = (links: readonly Link[]) => links.filter(({ url }) => url.trim() !== '')

interface LinksProps {
  legend: string
  add: string
  links: Signal<Link[]>
  most: number
}

/** Links with their titles, as rows that are added and taken away. */
export function LinkRows({ legend, add, links, most }: LinksProps) {
  const { say } = useWords()
  const set = (place: number, change: Partial<Link>) =>
    (links.value = links.peek().map((link, at) => (at === place ? { ...link, ...change } : link)))
  const around = useRef<HTMLFieldSetElement>(null)
  /** A row that was just asked for is where the next letter goes, however soon it comes. */
  const isAsked = useRef(false)
  useLayoutEffect(() => {
    if (isAsked.current) [...around.current!.querySelectorAll<HTMLInputElement>('input')].at(-2)?.focus()
    isAsked.current = false
  }, [links.value.length])
  return (
    <fieldset class={css.links} ref={around} tabIndex={-1}>
      <legend>{legend}</legend>
      {links.value.map((link, place) => (
        // Rows have no name of their own; they are known by their place.
        <div class={css.linkRow} key={place}>
          <label class={ui.field}>
            <span>{say('profile.linkTitle')}</span>
            <input
              value={link.title}
              maxLength={accountLimits.maxTitleCharacters}
              onInput={event => set(place, { title: event.currentTarget.value })}
            />
          </label>
          <label class={ui.field}>
            <span>{say('profile.linkUrl')}</span>
            <input
              value={link.url}
              inputMode="url"
              placeholder="example.org"
              onInput={event => set(place, { url: event.currentTarget.value })}
            />
          </label>
          <button
            type="button"
            class={`${shell.button} ${shell.round}`}
            onClick={() => {
              links.value = links.peek().filter((_, at) => at !== place)
              around.current?.focus()
            }}
          >
            <Icon name="trash-2" />
            <span class="only-spoken">{say('profile.linkRemove', { n: place + 1 })}</span>
          </button>
        </div>
      ))}
      {links.value.length < most && (
        <div>
          <button
            type="button"
            class={shell.button}
            onClick={() => {
              isAsked.current = true
              links.value = [...links.peek(), { title: '', url: '' }]
            }}
          >
            <Icon name="plus" />
            {say(add)}
          </button>
        </div>
      )}
    </fieldset>
  )
}
