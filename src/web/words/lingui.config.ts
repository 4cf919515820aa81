import { formatter } from '@lingui/format-po'

export default {
  locales: ['en', 'fr'],
  sourceLocale: 'en',
  fallbackLocales: false as const,
  // `first` is what the feed says before anything else is opened; `pages` is loaded with the first page or sheet that needs it,
  // `account` with the pages of one's own account, `create` with posting and one's own clips, `notices` with the inbox, `finding` with search and what it leads to,
  // `operate` with the console, `share` with the first sheet, `viewing` with what a viewer chooses to see,
  // `moderation` with reports, decisions and what decides them, `interests` with what the device has learned, `archive` with what an account takes along, `register` with what the shore holds, `leaving` with the end of an account, `institutions` with official accounts, `networks` with what a network does not serve. `plain` is the server's alone: pages without JavaScript, and the embed.
  catalogs: [
    'first',
    'pages',
    'account',
    'create',
    'notices',
    'finding',
    'operate',
    'share',
    'viewing',
    'moderation',
    'interests',
    'archive',
    'register',
    'leaving',
    'api',
    'institutions',
    'networks',
    'plain',
  ].map(part => ({
    path: `<rootDir>/${part}/{locale}`,
    include: ['<rootDir>/..'],
  })),
  format: formatter({ explicitIdAsDefault: true, origins: false }),
  orderBy: 'messageId' as const,
}
