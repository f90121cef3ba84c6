package io.runnel.inference.task;

import java.util.Arrays;

/** Numbers of a text. Immutable. */
public final class Vector {
    private final double[] numbers;

    /** The numbers are copied. */
    public Vector(double... numbers) {
        this.numbers = numbers.clone();
    }

    public int size() {
        return numbers.length;
    }

    public double at(int place) {
        return numbers[place];
    }

    /** How alike two texts are, from -1 to 1; 0 if one of them has no direction. */
    public double cosine(Vector other) {
        return new Embedding(numbers).cosine(new Embedding(other.numbers));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Vector vector && Arrays.equals(numbers, vector.numbers);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(numbers);
    }

    @Override
    public String toString() {
        return "Vector of " + numbers.length;
    }
}
