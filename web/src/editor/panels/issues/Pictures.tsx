import { CameraOutlined, DeleteOutlined, LoadingOutlined, PictureOutlined } from '@ant-design/icons';
import { Alert, Button, Tooltip } from 'antd';
import { useRef } from 'react';
import { useStore } from 'zustand';
import { assetPath, messageOf, PICTURE_TYPES } from '../../../api';
import { t } from '../../../shared/language';
import type { NamedPicture } from '../../model/commentText';
import type { Points } from '../../model/types';
import { captureView } from '../../session/captureView';
import type { TrayPicture } from '../../session/pictureTray';
import { useSession } from '../context';

/** Pictures of a comment, each of which opens at its full size. */
export function CommentPictures({ pictures }: { pictures: readonly NamedPicture[] }) {
    if (!pictures.length) return null;
    return (
        <ul className="ed-pictures">
            {pictures.map(({ uuid, name }) => (
                <li key={uuid}>
                    <a href={assetPath(uuid)} target="_blank" rel="noopener noreferrer" title={name}>
                        <img src={assetPath(uuid)} alt={name || t('picture')} loading="lazy" />
                    </a>
                </li>
            ))}
        </ul>
    );
}

/** Pictures that will go with a text, and why one will not. */
export function TrayPictures({ about }: { about: string }) {
    const { tray } = useSession().issues;
    const pictures = useStore(tray.store, state => state.pictures[about]);
    const problem = useStore(tray.store, state => state.problems[about]);
    return (
        <>
            {problem && <Alert type="warning" showIcon message={problem} />}
            {pictures && (
                <ul className="ed-pictures" aria-label={t('Pictures that go with it')}>
                    {pictures.map(picture => (
                        <li key={picture.key}>
                            <Waiting picture={picture} onRemove={() => tray.remove(about, picture.key)} />
                        </li>
                    ))}
                </ul>
            )}
        </>
    );
}

function Waiting({ picture: { name, url, uuid }, onRemove }: { picture: TrayPicture; onRemove: () => void }) {
    return (
        <>
            <img src={url} alt={name} className={uuid ? undefined : 'ed-waiting'} />
            {!uuid && <LoadingOutlined aria-label={t('{name} is being sent', { name })} />}
            <Button
                size="small"
                aria-label={t('Take {name} away', { name })}
                icon={<DeleteOutlined />}
                onClick={onRemove}
            />
        </>
    );
}

/** Adds what is seen, or a picture of one's own; pasting and dropping one onto the text do as well. */
export function PictureButtons({ about, position }: { about: string; position: Points }) {
    const session = useSession();
    const { tray } = session.issues;
    const input = useRef<HTMLInputElement>(null);
    const capture = async () => {
        try {
            await tray.add(about, [await captureView(session, position)]);
        } catch (error) {
            session.notify('warning', t('The view was not added. {error}', { error: messageOf(error) }));
        }
    };
    return (
        <>
            <Tooltip title={t('Attach what I see')}>
                <Button
                    size="small"
                    aria-label={t('Attach what I see')}
                    icon={<CameraOutlined />}
                    onClick={() => void capture()}
                />
            </Tooltip>
            <Tooltip title={t('Add a picture; pasting or dropping one does as well')}>
                <Button
                    size="small"
                    aria-label={t('Add a picture')}
                    icon={<PictureOutlined />}
                    onClick={() => input.current?.click()}
                />
            </Tooltip>
            <input
                ref={input}
                type="file"
                hidden
                multiple
                accept={PICTURE_TYPES.join(',')}
                onChange={event => {
                    void tray.add(about, [...(event.target.files ?? [])]);
                    event.target.value = '';
                }}
            />
        </>
    );
}
