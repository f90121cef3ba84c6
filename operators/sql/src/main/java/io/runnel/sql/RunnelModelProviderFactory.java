package io.runnel.sql;

import io.runnel.flink.EngineProvider;
import java.util.List;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.table.catalog.ResolvedCatalogModel;
import org.apache.flink.table.factories.ModelProviderFactory;
import org.apache.flink.table.ml.ModelProvider;

/**
 * Makes {@code 'provider' = 'runnel'} known to Flink SQL. A wrong definition is refused when a
 * query that uses the model is planned, with all mistakes at once.
 */
public final class RunnelModelProviderFactory implements ModelProviderFactory {
    static final String PROVIDER = "runnel";

    @Override
    public String factoryIdentifier() {
        return PROVIDER;
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return Set.copyOf(ModelOptions.required());
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return Set.copyOf(ModelOptions.optional());
    }

    @Override
    public ModelProvider createModelProvider(Context context) {
        return new RunnelModelProvider(plan(context), EngineProvider.OF_PROCESS);
    }

    private static PredictPlan plan(Context context) {
        String name = context.getObjectIdentifier().asSummaryString();
        ResolvedCatalogModel model = context.getCatalogModel();
        Mistakes mistakes = new Mistakes();
        ModelSettings settings = SettingsReader.read(model.getOptions(), mistakes);
        ColumnReader reader = new ColumnReader(settings.heads(), mistakes);
        List<String> texts = reader.input(model.getResolvedInputSchema());
        List<OutputColumn> columns = reader.output(model.getResolvedOutputSchema(), texts.size());
        EngineSource engine = EngineSource.of(context.getConfiguration());
        if (mistakes.isEmpty()) {
            engine.card(settings.id())
                    .ifPresent(card -> Heads.of(settings, columns, card, mistakes));
        }
        mistakes.throwIfAny(name);
        return new PredictPlan(name, settings, texts, columns, engine);
    }
}
