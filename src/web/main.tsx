/** The browser's entry: takes over the page that the server sent, first clip and all. */
import './ui/tokens.css'
import { effect, signal } from '@preact/signals'
import { hydrate, render } from 'preact'
import { LocationProvider } from 'preact-iso'
import { exec } from 'preact-iso/router'
import { deck } from './player/deck.ts'
import { App, pages } from './shell/App.tsx'
import { keepCalm } from './shell/calm.ts'
import { chosenLanguage, chosenMotion, chosenTheme, readDevice } from './shell/device.ts'
import { account, loadSession } from './shell/session.ts'
import type { PageState } from './shell/state.ts'
import { type Language, loadWords } from './shell/words.ts'

// Acts, media and files are the server's; every other address of this origin is a page of this program.
const ownPages = /^\/(?!api\/(?!docs$)|media\/|public\/|assets\/|source\.tar\.gz)/

async function start(): Promise<void> {
  const root = document.getElementById('app')!
  const state = {
    ...(JSON.parse(document.getElementById('state')!.textContent ?? '{}') as PageState),
    url: location.pathname,
  }
  const spoken = document.documentElement.lang as Language
  // A page that is not loaded yet would hydrate into nothing: the one this address names comes first.
  const path = location.pathname.replace(/\/+$/, '') || '/'
  if (state.isClosed) await pages['/closed'].preload()
  else for (const [route, page] of Object.entries(pages)) if (exec(path, route)) await page.preload()
  if (state.missing) await pages['/missing'].preload()
  const words = signal(await loadWords(spoken))
  deck.adopt(document.querySelector<HTMLVideoElement>('video[data-first]'))

  const Root = () => (
    // A posting station has no page to go on to: the server says what is there.
    <LocationProvider scope={state.network?.name === 'station' ? /^$/ : ownPages}>
      <App words={words.value} state={state} />
    </LocationProvider>
  )
  // The shell that is kept for a lost network carries no page of its own.
  if (root.hasChildNodes()) hydrate(<Root />, root)
  else render(<Root />, root)
  readDevice()
  keepCalm({
    night: () => import('./feed/Night.tsx').then(({ showNight }) => showNight()),
    limit: () => import('./feed/watching.ts').then(({ keepCount }) => keepCount()),
  })
  root.dataset['hydrated'] = ''
  // Headings' own face never comes before the first frame.
  void import('./ui/font.css')

  effect(() => {
    const language = chosenLanguage.value ?? spoken
    if (language === words.peek().locale) return
    void loadWords(language)
      .then(loaded => {
        document.documentElement.lang = language
        words.value = loaded
      })
      .finally(() => delete document.documentElement.dataset['turning'])
  })
  effect(() => {
    if (chosenTheme.value) document.documentElement.dataset['theme'] = chosenTheme.value
    else delete document.documentElement.dataset['theme']
  })
  effect(() => {
    if (chosenMotion.value) document.documentElement.dataset['motion'] = chosenMotion.value
    else delete document.documentElement.dataset['motion']
  })
  // A posting station is nobody’s, and is told nothing of an account.
  if (path === '/station') return
  // Where nobody acts nobody is asked who they are.
  if (state.network) account.value = null
  else await loadSession()
  // A posting station has no inbox, and keeps nothing on its device.
  if (state.network?.name === 'station') return
  // The number beside the inbox comes after the first clip.
  setTimeout(() => void import('./notices/live.ts').then(({ keepUnread }) => keepUnread()), 1000)
  // The first clip comes first; what makes the next visit better waits for a quiet moment.
  setTimeout(() => void import('./shell/worker.ts').then(({ openWorker }) => openWorker(() => words.peek())), 4000)
}

if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', () => void start())
else void start()
