/** The shore itself: what its operator declares, whether it works, and the description of its API. */
export { advisoriesNow, checkAdvisories } from './advisories.ts'
export { type Declaration, declarationOf, hostOf, requireDeclaredStores } from './declaration.ts'
export { healthOf, shoreRoutes } from './routes.ts'
export { type ShoreStore, shoreStore } from './store.ts'
