import { useSignal } from '@preact/signals'
import { useEffect, useId, useRef } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { Suggestions } from '../../core/wire/finding.ts'
import { call } from '../shell/api.ts'
import { recentSearches } from '../shell/device.ts'
import { useWords } from '../shell/words.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Icon } from '../ui/Icon.tsx'
import { addressOfTag } from './asked.ts'
import css from './finding.module.css'

const restMs = 120
const recentShown = 3

type Option =
  | { kind: 'words'; q: string }
  | { kind: 'tag'; tag: string; videos: number }
  | ({ kind: 'person' } & Suggestions['people'][number])

const none: Suggestions = { tags: [], people: [] }

/** What stands below the box for what is typed in it: words of before on this device, then tags and people of this shore. */
function useOptions(typed: string, isOpen: boolean): readonly Option[] {
  const said = useSignal<Suggestions>(none)
  const turn = useRef(0)
  useEffect(() => {
    const mine = ++turn.current
    if (!isOpen || !/[\p{L}\p{N}]/u.test(typed)) {
      said.value = none
      return
    }
    const timer = setTimeout(() => {
      const show = (answer: Suggestions) => {
        if (mine === turn.current) said.value = answer
      }
      // Suggestions only help; the search itself says what is wrong.
      call('GET /public/suggestions', { query: { q: typed } }).then(show, () => show(none))
    }, restMs)
    return () => clearTimeout(timer)
  }, [typed, isOpen])
  const begun = typed.trim().toLowerCase()
  const before = recentSearches.value.filter(q => q.toLowerCase().startsWith(begun) && q.toLowerCase() !== begun)
  return [
    ...before.slice(0, begun === '' ? 8 : recentShown).map(q => ({ kind: 'words' as const, q })),
    ...said.value.tags.map(one => ({ kind: 'tag' as const, ...one })),
    ...said.value.people.map(one => ({ kind: 'person' as const, ...one })),
  ]
}

/** The box to search from: a combobox with a list (WAI-ARIA Authoring Practices, “Editable combobox with list autocomplete”). */
export function SearchBox({ q, onSearch }: { q: string; onSearch(q: string): void }) {
  const { say } = useWords()
  const { route } = useLocation()
  const id = useId()
  const typed = useSignal(q)
  const isOpen = useSignal(false)
  const at = useSignal(-1)
  const input = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    typed.value = q
  }, [q])
  const options = useOptions(typed.value, isOpen.value)
  const isShown = isOpen.value && options.length > 0
  const place = Math.min(at.value, options.length - 1)

  const close = () => {
    isOpen.value = false
    at.value = -1
  }
  const search = (words: string) => {
    close()
    input.current?.blur()
    onSearch(words)
  }
  const choose = (option: Option) => {
    if (option.kind === 'words') {
      typed.value = option.q
      return search(option.q)
    }
    close()
    route(option.kind === 'tag' ? addressOfTag(option.tag) : `/@${option.handle}`)
  }
  const move = (to: number) => {
    isOpen.value = true
    at.value = options.length === 0 ? -1 : (to + options.length) % options.length
    list.current?.children[at.peek()]?.scrollIntoView({ block: 'nearest' })
  }
  const onKey = (event: KeyboardEvent) => {
    // While a word is still being composed, its keys belong to that (UI Events, section 3.8).
    if (event.isComposing) return
    if (event.key === 'ArrowDown') move(place + 1)
    else if (event.key === 'ArrowUp') move(place < 0 ? -1 : place - 1)
    else if (event.key === 'Escape' && isShown) close()
    else if (event.key === 'Escape') typed.value = ''
    else if (event.key === 'Enter' && isShown && options[place]) choose(options[place])
    else return
    event.preventDefault()
  }
  // Apart, because the types let an input be a combobox only by a `datalist`, whose look and voice no page decides.
  const combobox: object = {
    role: 'combobox',
    'aria-autocomplete': 'list',
    'aria-expanded': isShown,
    'aria-controls': `${id}-list`,
    'aria-activedescendant': isShown && place >= 0 ? `${id}-${place}` : undefined,
  }
  return (
    <search class={css.box}>
      <form
        class={css.form}
        action="/search"
        onSubmit={event => {
          event.preventDefault()
          search(typed.peek())
        }}
      >
        <Icon name="search" />
        <input
          ref={input}
          class={css.input}
          name="q"
          type="search"
          {...combobox}
          aria-label={say('search.label')}
          placeholder={say('search.placeholder')}
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          enterkeyhint="search"
          dir="auto"
          value={typed.value}
          onInput={event => {
            typed.value = event.currentTarget.value
            isOpen.value = true
            at.value = -1
          }}
          onFocus={() => (isOpen.value = true)}
          onClick={() => (isOpen.value = true)}
          onBlur={close}
          onKeyDown={onKey}
        />
        {typed.value !== '' && (
          <button
            type="button"
            class={css.clear}
            aria-label={say('search.empty')}
            // The box keeps the keyboard.
            onPointerDown={event => event.preventDefault()}
            onClick={() => {
              typed.value = ''
              input.current?.focus()
            }}
          >
            <Icon name="x" />
          </button>
        )}
        <button type="submit" class={css.go}>
          {say('search.go')}
        </button>
      </form>
      <div
        class={css.options}
        id={`${id}-list`}
        ref={list}
        role="listbox"
        aria-label={say('search.suggestions')}
        hidden={!isShown}
      >
        {options.map((option, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the combobox's, which keeps the focus.
          <div
            key={keyOf(option)}
            id={`${id}-${index}`}
            class={css.option}
            role="option"
            tabIndex={-1}
            aria-selected={index === place}
            // The box would lose the focus, and the list close under the finger.
            onPointerDown={event => event.preventDefault()}
            onClick={() => choose(option)}
          >
            <OptionWords option={option} />
          </div>
        ))}
      </div>
      <p class="only-spoken" role="status">
        {isShown ? say('search.suggested', { n: options.length }) : ''}
      </p>
    </search>
  )
}

const keyOf = (option: Option): string =>
  option.kind === 'words' ? `q ${option.q}` : option.kind === 'tag' ? `# ${option.tag}` : `@ ${option.handle}`

function OptionWords({ option }: { option: Option }) {
  const { say } = useWords()
  switch (option.kind) {
    case 'words':
      return (
        <>
          <Icon name="history" />
          <bdi>{option.q}</bdi>
          <span class="only-spoken">{say('search.recentOne')}</span>
        </>
      )
    case 'tag':
      return (
        <>
          <Icon name="hash" />
          <bdi>{option.tag}</bdi>
          <span class={css.quiet}>{say('search.clips', { n: option.videos })}</span>
        </>
      )
    case 'person':
      return (
        <>
          <Avatar handle={option.handle} size="s" />
          <bdi>{option.name}</bdi>
          <bdi class={css.quiet}>@{option.handle}</bdi>
        </>
      )
  }
}
