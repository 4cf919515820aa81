import type { Sentence } from '../../core/register/retentions.ts'
import type { Exposable } from './exposable.ts'

/** What is done first; `when`: only where one of these was open. */
export const steps: readonly { when: readonly Exposable[] | null; says: Sentence }[] = [
  {
    when: null,
    says: {
      en: 'Close the way in, and keep what shows it: logs and disks as they are, before anything is restarted. Write down each step with its time.',
      fr: 'Fermez l’accès, et gardez ce qui le montre : journaux et disques tels quels, avant de redémarrer quoi que ce soit. Notez chaque étape et son heure.',
    },
  },
  {
    when: ['database', 'backup', 'folder'],
    says: {
      en: 'Ask everybody to choose a new passphrase, or a passkey in its place: hashes of weak ones can be guessed.',
      fr: 'Demandez à chacun une nouvelle phrase de passe, ou une clé d’accès à sa place : les empreintes des faibles se devinent.',
    },
  },
  {
    when: ['database', 'folder'],
    says: {
      en: 'Where it could be written to as well: end every session and token (`operate account sign-out`), look for accounts with a role that you did not give (`operate account list`), and read the log of staff (`operate log`).',
      fr: 'Si l’on pouvait aussi y écrire : terminez sessions et jetons (`operate account sign-out`), cherchez des comptes avec un rôle que vous n’avez pas donné (`operate account list`), et lisez le journal du personnel (`operate log`).',
    },
  },
  {
    when: ['keys', 'folder', 'backup'],
    says: {
      en: 'The key of slates could sign in your name: say on which day it changed, and publish the new one in the declaration.',
      fr: 'La clé des sélections pourrait signer en votre nom : dites quel jour elle a changé, et publiez la nouvelle dans la déclaration.',
    },
  },
  {
    when: ['keys', 'folder'],
    says: {
      en: '`run.json` holds the addresses of the stores, and their secrets where they are elsewhere: change those at the stores.',
      fr: '`run.json` contient les adresses des stockages, et leurs secrets s’ils sont ailleurs : changez-les chez eux.',
    },
  },
  {
    when: ['objects', 'uploads', 'folder'],
    says: {
      en: 'Files carry no names of people, and may show them: look whose clips that are not public were among them.',
      fr: 'Les fichiers ne portent pas de noms, mais peuvent montrer des personnes : voyez à qui étaient les clips non publics.',
    },
  },
]

export const authorityWords: Sentence = {
  en: `> {operator}, which operates {name}, came to know at {at} that the following was open to somebody without leave: {stores}.
> Nature of the incident: [what happened, since when, how it was noticed].
> Accounts concerned: {accounts}. Records: {what}. No e-mail address, phone number, birth date or place is asked for; some people may have written theirs.
> Likely consequences: [for whom, and how serious].
> Measures taken and planned: [closed on …; people told on …; what keeps it from happening again].
> Contact: [name and address of the person in charge or the data protection officer].
> What is not known yet follows in steps.`,
  fr: `> {operator}, qui exploite {name}, a appris à {at} que ceci était ouvert à quelqu’un sans autorisation : {stores}.
> Nature de l’incident : [ce qui s’est passé, depuis quand, comment on s’en est aperçu].
> Comptes concernés : {accounts}. Données : {what}. Ni courriel, ni numéro de téléphone, ni date de naissance, ni lieu n’est demandé ; certaines personnes ont pu écrire les leurs.
> Conséquences probables : [pour qui, et à quel point].
> Mesures prises et prévues : [fermé le … ; personnes informées le … ; ce qui empêche que cela recommence].
> Contact : [nom et adresse de la personne responsable ou du délégué à la protection des données].
> Ce que l’on ne sait pas encore suivra par étapes.`,
}

export const personWords: Sentence = {
  en: `> On {day} we learned that somebody could read what {name} holds about you: {what}.
> We never asked for your e-mail address, phone number, birth date or location: nobody could read them here, unless you wrote them yourself.
> What this can mean for you: [plainly, and without making it smaller].
> What you can do: choose a new passphrase, or a passkey in its place, and do the same wherever you used that passphrase; see what we hold about you under Settings.
> What we have done: [plainly].
> Questions: [name, and where answers are given]. You may also complain to [the authority].`,
  fr: `> Le {day}, nous avons appris que quelqu’un a pu lire ce que {name} garde de vous : {what}.
> Nous n’avons demandé ni votre courriel, ni votre numéro de téléphone, ni votre date de naissance, ni votre position : personne n’a pu les lire ici, sauf si vous les avez écrits vous-même.
> Ce que cela peut vouloir dire pour vous : [clairement, sans le diminuer].
> Ce que vous pouvez faire : choisissez une nouvelle phrase de passe, ou une clé d’accès à sa place, et faites de même partout où cette phrase a servi ; voyez ce que nous gardons de vous dans les réglages.
> Ce que nous avons fait : [clairement].
> Questions : [nom, et où l’on répond]. Vous pouvez aussi vous plaindre à [l’autorité].`,
}
