import { Button, Popover, Tooltip } from 'antd';
import { useStore } from 'zustand';
import { colourOfPerson, initialsOf, shownPeople, type Shown } from '../presence/people';
import { currentLocale, t, sideOf } from '../../shared/language';
import { useSession, useView } from './context';

/** So many stand in the bar; the rest is behind a number. */
const IN_BAR = 3;

/** Who else is in the job; a click goes to where they are. */
export function PeopleBar() {
    const session = useSession();
    const people = useStore(session.presence.store, state => state.people);
    const frame = useView(view => view.frame);
    const shown = shownPeople(people, frame);
    if (!shown.length) return null;
    const [direct, more] = shown.length > IN_BAR ? [shown.slice(0, IN_BAR - 1), shown.slice(IN_BAR - 1)] : [shown, []];
    return (
        <div className="ed-people" role="group" aria-label={t('Others in this job')}>
            {direct.map(one => (
                <Avatar key={one.person.user.id} shown={one} />
            ))}
            {more.length > 0 && (
                <Popover
                    trigger="click"
                    placement={sideOf('bottomRight')}
                    content={
                        <div className="ed-people-list">
                            {more.map(one => (
                                <Row key={one.person.user.id} shown={one} />
                            ))}
                        </div>
                    }
                >
                    <button
                        type="button"
                        className="ed-avatar"
                        data-letters={`+${more.length}`}
                        aria-label={t(
                            '{count, plural, one {# more person in this job} other {# more people in this job}}',
                            { count: more.length },
                        )}
                    />
                </Popover>
            )}
        </div>
    );
}

function timeOf(iso: string): string {
    return new Date(iso).toLocaleTimeString(currentLocale(), { hour: '2-digit', minute: '2-digit' });
}

function Avatar({ shown: { person, title } }: { shown: Shown }) {
    const session = useSession();
    return (
        <Tooltip
            title={
                <>
                    {title}
                    <br />
                    <small>{t('here since {time}', { time: timeOf(person.since) })}</small>
                </>
            }
        >
            <button
                type="button"
                className="ed-avatar"
                style={{ background: colourOfPerson(person.user), color: '#ffffff' }}
                aria-label={t('{place}: go there', { place: title })}
                data-letters={initialsOf(person.user)}
                onClick={() => session.presence.visit(person)}
            />
        </Tooltip>
    );
}

function Row({ shown: { person, title } }: { shown: Shown }) {
    const session = useSession();
    return (
        <Button type="text" block onClick={() => session.presence.visit(person)}>
            <i className="ed-swatch" style={{ background: colourOfPerson(person.user) }} /> {title}
        </Button>
    );
}
