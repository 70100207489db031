import { Button, Flex } from 'antd';
import { useRef } from 'react';
import { t } from '../language';
import { useLabelPicturesHere } from './useLabelPictures';

/** A picture of what a saved label is about, kept in the guide; nothing where there is no guide to keep it. */
export function PictureField({ name }: { name: string }) {
    const here = useLabelPicturesHere();
    const input = useRef<HTMLInputElement>(null);
    if (!here) return null;
    const picture = here.pictures.get(name);
    return (
        <Flex gap={12} align="center" role="group" aria-label={t('Example picture')}>
            {picture && <img src={picture} alt={t('Example of {name}', { name })} className="limn-label-picture" />}
            <Button loading={here.busy} onClick={() => input.current?.click()}>
                {picture ? t('Another example picture') : t('Add an example picture')}
            </Button>
            {picture && (
                <Button type="text" disabled={here.busy} onClick={() => here.change(name, null)}>
                    {t('Remove the picture')}
                </Button>
            )}
            <span className="limn-meta">{t('Annotators see it beside the label, and in the guide.')}</span>
            <input
                ref={input}
                type="file"
                accept="image/jpeg,image/png,image/webp,image/gif"
                aria-label={t('Example picture of {name}', { name })}
                className="limn-hidden-input"
                onChange={event => {
                    const file = event.target.files?.[0];
                    if (file) here.change(name, file);
                    event.target.value = '';
                }}
            />
        </Flex>
    );
}
