import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { recentSearches } from '../shell/device.ts'
import shell from '../shell/shell.module.css'
import { useTitle } from '../shell/title.ts'
import { useWords } from '../shell/words.ts'
import { Icon } from '../ui/Icon.tsx'
import { type Asked, addressOfSearch, askedIn } from './asked.ts'
import { Filters } from './Filters.tsx'
import css from './finding.module.css'
import { Results } from './Results.tsx'
import { forgetSearch, forgetSearches, keepSearch } from './recent.ts'
import { SearchBox } from './SearchBox.tsx'

const kinds = ['all', 'clips', 'people', 'tags', 'sounds'] as const

/** Search: for everybody, with or without an account. What is looked for stands in the address, and travels without the session. */
export function SearchPage() {
  const { query, route } = useLocation()
  const { say } = useWords()
  // The server's page is the same whatever is looked for; what the address says is read once it has been taken over.
  const asked = useSignal<Asked>(askedIn({}))
  useEffect(() => {
    asked.value = askedIn(query)
  }, [query])
  const now = asked.value
  useTitle(now.q ? say('title.searchFor', { q: now.q }) : say('title.search'))
  const go = (change: Partial<Asked>) => route(addressOfSearch({ ...asked.peek(), ...change }))
  return (
    <div class={css.page}>
      <h1 class={now.q ? 'only-spoken' : undefined}>{say('title.search')}</h1>
      <SearchBox
        q={now.q}
        onSearch={q => {
          keepSearch(q)
          go({ q })
        }}
      />
      {now.q ? (
        <>
          <nav class={css.kinds} aria-label={say('search.kinds')}>
            {kinds.map(kind => (
              <a
                key={kind}
                href={addressOfSearch({ ...now, kind })}
                aria-current={now.kind === kind ? 'page' : undefined}
              >
                {say(`search.kind.${kind}`)}
              </a>
            ))}
          </nav>
          {(now.kind === 'all' || now.kind === 'clips') && <Filters asked={now} onChange={go} />}
          <Results asked={now} />
        </>
      ) : (
        <Before />
      )}
    </div>
  )
}

/** Nothing is looked for yet. */
function Before() {
  const { say } = useWords()
  const recent = recentSearches.value
  if (recent.length === 0)
    return (
      <div class={css.empty}>
        <p class={shell.lead}>{say('search.lead')}</p>
        <a class={shell.button} href="/explore">
          <Icon name="compass" />
          {say('nav.explore')}
        </a>
      </div>
    )
  return (
    <section class={css.recent} aria-labelledby="recent">
      <div class={css.recentHead}>
        <h2 id="recent">{say('search.recent')}</h2>
        <button type="button" class={shell.button} onClick={forgetSearches}>
          {say('search.forgetAll')}
        </button>
      </div>
      <p class={css.quiet}>{say('search.recentMore')}</p>
      <ul class={css.recentList}>
        {recent.map(q => (
          <li key={q}>
            <a class={css.recentLink} href={addressOfSearch({ q })}>
              <Icon name="history" />
              <bdi>{q}</bdi>
            </a>
            <button
              type="button"
              class={css.clear}
              aria-label={say('search.forget', { q })}
              onClick={() => forgetSearch(q)}
            >
              <Icon name="x" />
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
