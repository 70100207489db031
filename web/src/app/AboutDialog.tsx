import { Flex, Modal, Typography } from 'antd';
import { t } from '../shared/language';
import { Facts } from '../shared/ui/Facts';
import { Logo } from './Logo';
import { useSession } from './session';

/** What this program is, and which one. */
export function AboutDialog({ onClose }: { onClose: () => void }) {
    const about = useSession(session => session.about);
    return (
        <Modal open title={null} onCancel={onClose} footer={null} width={440} aria-label={t('About this server')}>
            <Flex vertical gap={16}>
                <Flex gap={12} align="center">
                    <Logo size={40} />
                    <div>
                        <Typography.Title level={2} className="limn-h1">
                            {about?.name ?? 'Limn'}
                        </Typography.Title>
                        <Typography.Text type="secondary">{about?.subtitle}</Typography.Text>
                    </div>
                </Flex>
                {about?.description && <Typography.Paragraph>{about.description}</Typography.Paragraph>}
                <div className="limn-about-facts">
                    <Facts
                        facts={[
                            [t('API version'), about?.version ?? t('unknown')],
                            [
                                t('API description'),
                                <a key="api" href="/api/docs/" target="_blank" rel="noopener noreferrer">
                                    /api/docs/
                                </a>,
                            ],
                            [t('Licence'), 'MIT'],
                        ]}
                    />
                </div>
            </Flex>
        </Modal>
    );
}
