import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Flex, Form, Skeleton } from 'antd';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { createCloudStorage, getCloudStorage, patchCloudStorage, type CloudStorage } from '../../api';
import { InWorkspaceOf } from '../../app/InWorkspaceOf';
import { showFieldErrors } from '../../shared/fieldErrors';
import { t } from '../../shared/language';
import { reportSuccess } from '../../shared/notices';
import { whyNotNewStorage } from '../../shared/rights/rights';
import { useMe } from '../../shared/rights/useMe';
import { FormProblem } from '../../shared/ui/FormProblem';
import { LinkButton } from '../../shared/ui/LinkButton';
import { LoadError } from '../../shared/ui/LoadError';
import { Page } from '../../shared/ui/Page';
import { Refusal } from '../../shared/ui/Refusal';
import { CloudFields } from './CloudFields';
import { EMPTY_CLOUD, fromSaved, toCreate, toPatch, type CloudForm } from './form';

function CloudStorageForm({ saved, hidden }: { saved: CloudStorage | null; hidden?: boolean }) {
    const [form] = Form.useForm<CloudForm>();
    const [problem, setProblem] = useState<string | null>(null);
    const [busy, setBusy] = useState(false);
    const client = useQueryClient();
    const navigate = useNavigate();

    const submit = async () => {
        // Fields of other providers are not on the form, yet count with their defaults.
        const values: CloudForm = { ...EMPTY_CLOUD, ...form.getFieldsValue(true) };
        setBusy(true);
        setProblem(null);
        try {
            const stored = saved
                ? await patchCloudStorage(saved.id, toPatch(values, saved))
                : await createCloudStorage(toCreate(values));
            await client.invalidateQueries({ queryKey: ['cloudstorages'] });
            reportSuccess(
                saved
                    ? t('Cloud storage “{display_name}” saved', { display_name: stored.display_name })
                    : t('Cloud storage “{display_name}” attached', { display_name: stored.display_name }),
            );
            await navigate('/cloudstorages');
        } catch (error) {
            setProblem(showFieldErrors(form, error));
            setBusy(false);
        }
    };

    return (
        <Form<CloudForm>
            hidden={hidden}
            form={form}
            layout="vertical"
            initialValues={saved ? fromSaved(saved) : EMPTY_CLOUD}
            onFinish={() => void submit()}
            disabled={busy}
            scrollToFirstError
            className="limn-stack"
        >
            <FormProblem text={problem} description={saved ? t('Nothing was changed.') : t('Nothing was attached.')} />
            <CloudFields saved={saved !== null} />
            <Flex gap={8}>
                <Button type="primary" htmlType="submit" loading={busy}>
                    {saved ? t('Save') : t('Attach')}
                </Button>
                <LinkButton to="/cloudstorages" type="default" icon={null}>
                    {t('Cancel')}
                </LinkButton>
            </Flex>
        </Form>
    );
}

function NewCloudStorage() {
    const refusal = whyNotNewStorage(useMe());
    return (
        <>
            <Refusal reason={refusal} />
            <CloudStorageForm saved={null} hidden={refusal !== null} />
        </>
    );
}

function SavedCloudStorage({ id }: { id: number }) {
    const storage = useQuery({
        queryKey: ['cloudstorages', 'one', id],
        queryFn: ({ signal }) => getCloudStorage(id, signal),
        staleTime: 0,
    });
    if (storage.isError) return <LoadError error={storage.error} onRetry={storage.refetch} />;
    if (!storage.data) return <Skeleton active paragraph={{ rows: 8 }} />;
    return (
        <InWorkspaceOf organizationId={storage.data.organization} what={t('cloud storage #{id}', { id })}>
            <CloudStorageForm saved={storage.data} />
        </InWorkspaceOf>
    );
}

export default function CloudFormPage() {
    const id = useParams().id;
    return (
        <Page title={id === undefined ? t('Attach a cloud storage') : t('Cloud storage #{id}', { id })} width="narrow">
            {id === undefined ? <NewCloudStorage /> : <SavedCloudStorage id={Number(id)} />}
        </Page>
    );
}
