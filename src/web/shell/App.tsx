import type { I18n } from '@lingui/core'
import type { ComponentType } from 'preact'
import { lazy, Route, Router, useLocation } from 'preact-iso'
import { FeedPage } from '../feed/FeedPage.tsx'
import { Nav } from './Nav.tsx'
import { Notices, spoken } from './notice.tsx'
import { account } from './session.ts'
import css from './shell.module.css'
import { type PageState, State } from './state.ts'
import { loadPageWords, type Part, useWords, Words } from './words.ts'

/** A page with its words. */
const late = <P,>(load: () => Promise<ComponentType<P>>, ...words: Part[]) =>
  lazy(async () => (await Promise.all([load(), loadPageWords(...words)]))[0])

const statistics = late(
  () => import('../create/StatisticsPage.tsx').then(({ StatisticsPage }) => StatisticsPage),
  'create',
)
const posts = late(() => import('../create/PostsPage.tsx').then(({ PostsPage }) => PostsPage), 'create')

/** Pages beside the feed, each loaded when it is first opened. */
export const pages = {
  '/explore': late(() => import('../feed/ExplorePage.tsx').then(({ ExplorePage }) => ExplorePage)),
  '/search': late(() => import('../finding/SearchPage.tsx').then(({ SearchPage }) => SearchPage), 'finding'),
  '/sound/:id': late(() => import('../finding/SoundPage.tsx').then(({ SoundPage }) => SoundPage), 'finding'),
  '/tag/:tag': late(() => import('../finding/TagPage.tsx').then(({ TagPage }) => TagPage), 'finding'),
  '/create': late(() => import('../create/CreatePage.tsx').then(({ CreatePage }) => CreatePage), 'create'),
  '/posts': posts,
  '/posts/drafts': posts,
  '/posts/scheduled': posts,
  '/posts/statistics': statistics,
  '/posts/:id/statistics': statistics,
  '/followers': late(
    () => import('../accounts/FollowersPage.tsx').then(({ FollowersPage }) => FollowersPage),
    'account',
  ),
  '/posts/:id': late(() => import('../create/EditPage.tsx').then(({ EditPage }) => EditPage), 'create'),
  '/inbox': late(() => import('../notices/InboxPage.tsx').then(({ InboxPage }) => InboxPage), 'account', 'notices'),
  '/join': late(() => import('../accounts/JoinPage.tsx').then(({ JoinPage }) => JoinPage), 'account'),
  '/sign-in': late(() => import('../accounts/SignInPage.tsx').then(({ SignInPage }) => SignInPage), 'account'),
  '/recover': late(() => import('../accounts/RecoverPage.tsx').then(({ RecoverPage }) => RecoverPage), 'account'),
  '/settings': late(() => import('../accounts/SettingsPage.tsx').then(({ SettingsPage }) => SettingsPage), 'account'),
  '/settings/profile': late(
    () => import('../accounts/EditProfilePage.tsx').then(({ EditProfilePage }) => EditProfilePage),
    'account',
  ),
  '/settings/people': late(
    () => import('../accounts/PeoplePage.tsx').then(({ PeoplePage }) => PeoplePage),
    'account',
    'viewing',
  ),
  '/settings/leaving': late(
    () => import('../leaving/LeavingPage.tsx').then(({ LeavingPage }) => LeavingPage),
    'account',
    'leaving',
  ),
  '/erased': late(() => import('../leaving/ErasedPage.tsx').then(({ ErasedPage }) => ErasedPage), 'account', 'leaving'),
  '/settings/viewing': late(
    () => import('../accounts/ViewingPage.tsx').then(({ ViewingPage }) => ViewingPage),
    'account',
    'notices',
    'viewing',
  ),
  '/settings/data': late(
    () => import('../archive/DataPage.tsx').then(({ DataPage }) => DataPage),
    'account',
    'archive',
  ),
  '/interests': late(
    () => import('../interests/InterestsPage.tsx').then(({ InterestsPage }) => InterestsPage),
    'account',
    'viewing',
    'interests',
  ),
  '/saved': late(() => import('../accounts/SavedPage.tsx').then(({ SavedPage }) => SavedPage), 'account'),
  '/decisions': late(
    () => import('../moderation/DecisionsPage.tsx').then(({ DecisionsPage }) => DecisionsPage),
    'account',
    'moderation',
  ),
  '/rules': late(() => import('../moderation/RulesPage.tsx').then(({ RulesPage }) => RulesPage), 'moderation'),
  '/transparency': late(
    () => import('../moderation/NumbersPage.tsx').then(({ NumbersPage }) => NumbersPage),
    'moderation',
  ),
  '/what-we-hold': late(
    () => import('../register/WhatWeHoldPage.tsx').then(({ WhatWeHoldPage }) => WhatWeHoldPage),
    'register',
  ),
  '/settings/held': late(
    () => import('../register/HeldPage.tsx').then(({ HeldPage }) => HeldPage),
    'account',
    'register',
  ),
  '/settings/requests': late(
    () => import('../moderation/RequestsPage.tsx').then(({ RequestsPage }) => RequestsPage),
    'account',
    'moderation',
  ),
  '/operate': late(
    () => import('../operate/ConsolePage.tsx').then(({ ConsolePage }) => ConsolePage),
    'account',
    'operate',
    'moderation',
  ),
  '/operate/:part': late(
    () => import('../operate/ConsolePage.tsx').then(({ ConsolePage }) => ConsolePage),
    'account',
    'operate',
    'moderation',
  ),
  '/institutions/:rest*': late(
    () => import('../institutions/InstitutionsPages.tsx').then(({ InstitutionsPages }) => InstitutionsPages),
    'account',
    'create',
    'institutions',
  ),
  '/station': late(
    () => import('../institutions/StationPage.tsx').then(({ StationPage }) => StationPage),
    'account',
    'create',
    'institutions',
  ),
  '/api/docs': late(() => import('./ApiPage.tsx').then(({ ApiPage }) => ApiPage), 'api'),
  '/about': late(() => import('./AboutPage.tsx').then(({ AboutPage }) => AboutPage), 'moderation'),
  '/:handle/record': late(
    () => import('../institutions/RecordPage.tsx').then(({ RecordPage }) => RecordPage),
    'institutions',
  ),
  '/:handle': late(() => import('../accounts/ProfilePage.tsx').then(({ ProfilePage }) => ProfilePage), 'account'),
  '/closed': late(() => import('../networks/ClosedPage.tsx').then(({ ClosedPage }) => ClosedPage), 'networks'),
  '/missing': late(() => import('./NotFoundPage.tsx').then(({ NotFoundPage }) => NotFoundPage)),
}

/** The whole page below the document: words, state, the way around, and the page that the address names. */
export function App({ words, state }: { words: I18n; state: PageState }) {
  return (
    <Words.Provider value={words}>
      <State.Provider value={state}>
        <div class={css.shell}>
          <Skip />
          <Nav />
          <main class={css.content} id="main" tabIndex={-1}>
            <Pages state={state} />
          </main>
          <Notices />
        </div>
      </State.Provider>
    </Words.Provider>
  )
}

function Pages({ state: { missing, isClosed, network, url } }: { state: PageState }) {
  const { path } = useLocation()
  const NotFound = pages['/missing'] as ComponentType
  const Closed = pages['/closed'] as ComponentType
  if (isClosed && path === url) return <Closed />
  // The server has looked already; a page that looks like it could be there is not asked for again.
  // But for a clip that is for followers: the server's page is the same for everybody, and this may be one of them.
  if (missing && path === url && !(account.value && /\/video\//.test(path))) return <NotFound />
  return (
    <Router onRouteChange={onRouteChange}>
      {(network?.closed ?? []).map(address => (
        <Route key={address} path={address} component={Closed} />
      ))}
      <Route path="/" component={FeedPage} />
      <Route path="/following" component={FeedPage} />
      <Route path="/:handle/video/:id" component={FeedPage} />
      {Object.entries(pages).map(([address, component]) => (
        <Route key={address} path={address} component={component as ComponentType} />
      ))}
      <Route default component={NotFound} />
    </Router>
  )
}

/** Another page: whoever reads by ear or moves by keys begins at its beginning. */
function onRouteChange(): void {
  document.getElementById('main')?.focus({ preventScroll: true })
  setTimeout(() => (spoken.value = document.title), 300)
}

function Skip() {
  const { say } = useWords()
  return (
    <a class={css.skip} href="#main">
      {say('nav.skip')}
    </a>
  )
}
