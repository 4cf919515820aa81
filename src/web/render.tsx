/** The server's entry: the same pages as text, for one request. It keeps nothing between requests. */
import './ui/tokens.css'
import { LocationProvider } from 'preact-iso'
import { renderToString } from 'preact-render-to-string'
import { EmbedPage } from './player/EmbedPage.tsx'
import { App, pages } from './shell/App.tsx'
import { headingFor } from './shell/heading.ts'
import type { PageState } from './shell/state.ts'
import { allWords, type Language, makeWords } from './shell/words.ts'

const messages = { en: await allWords('en'), fr: await allWords('fr') }
// Every page at once: a lazy page that is still loading would be rendered as nothing.
await Promise.all(Object.values(pages).map(page => page.preload()))

const stay = () => undefined

export function render({ url, language, state }: { url: string; language: Language; state: Omit<PageState, 'url'> }) {
  const words = makeWords(language, messages[language])
  const path = url.replace(/\/+$/, '') || '/'
  const where = { url, path, query: {}, pathParams: {}, searchParams: {}, route: stay, back: stay, forward: stay }
  const page = { ...state, url }
  const html = path.startsWith('/embed/')
    ? renderToString(<EmbedPage clip={state.video ?? null} say={(id, facts) => words._(id, facts)} />)
    : renderToString(
        <LocationProvider.ctx.Provider value={where as never}>
          <App words={words} state={page} />
        </LocationProvider.ctx.Provider>,
      )
  return { html, ...headingFor(path, page, (id, facts) => words._(id, facts)) }
}
