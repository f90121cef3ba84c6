package io.runnel.jobs.command;

import java.lang.reflect.Constructor;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes commands, and hands the terminal and the interruption to those whose constructor asks. */
final class CommandFactory implements IFactory {
    private final IFactory others = CommandLine.defaultFactory();
    private final Terminal terminal;
    private final Interruption interruption;

    CommandFactory(Terminal terminal, Interruption interruption) {
        this.terminal = terminal;
        this.interruption = interruption;
    }

    /** Whether a command is handed the interruption. */
    static boolean awaitsInterruption(Class<?> command) {
        return Arrays.stream(command.getDeclaredConstructors())
                .flatMap(constructor -> Arrays.stream(constructor.getParameterTypes()))
                .anyMatch(Interruption.class::equals);
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        for (Constructor<?> constructor : type.getConstructors()) {
            Class<?>[] parameters = constructor.getParameterTypes();
            if (parameters.length == 1 && parameters[0] == Terminal.class) {
                return type.cast(constructor.newInstance(terminal));
            }
            if (parameters.length == 2
                    && parameters[0] == Terminal.class
                    && parameters[1] == Interruption.class) {
                return type.cast(constructor.newInstance(terminal, interruption));
            }
        }
        return others.create(type);
    }
}
