package academy.ascent.reference.runtime;

import academy.ascent.reference.protocol.Elements;
import academy.ascent.reference.protocol.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The rows of several requests as one request's, and the answers apart again; rows are the first dimension. */
final class RowBatch {
    private RowBatch() {}

    /** How many rows the tensors have; one where they have no dimensions. */
    static int rows(List<Tensor> tensors) {
        long[] shape = tensors.getFirst().shape();
        return shape.length == 0 ? 1 : (int) shape[0];
    }

    /** Whether two requests' inputs differ in nothing but rows, each with the same number of rows in every tensor. */
    static boolean fit(List<Tensor> one, List<Tensor> other) {
        if (one.size() != other.size() || !isEven(other)) {
            return false;
        }
        for (int i = 0; i < one.size(); i++) {
            Tensor left = one.get(i);
            Tensor right = other.get(i);
            if (!left.name().equals(right.name())
                    || left.datatype() != right.datatype()
                    || left.shape().length != right.shape().length
                    || !Arrays.equals(left.shape(), 1, left.shape().length, right.shape(), 1, right.shape().length)) {
                return false;
            }
        }
        return true;
    }

    /** Whether all tensors have the same number of rows. */
    static boolean isEven(List<Tensor> tensors) {
        int rows = rows(tensors);
        return tensors.stream().allMatch(tensor -> tensor.shape().length > 0 && tensor.shape()[0] == rows);
    }

    /** All rows of all requests, whose inputs {@link #fit}. */
    static List<Tensor> merge(List<List<Tensor>> requests) {
        List<Tensor> first = requests.getFirst();
        List<Tensor> merged = new ArrayList<>(first.size());
        for (int i = 0; i < first.size(); i++) {
            int input = i;
            List<Tensor> parts =
                    requests.stream().map(tensors -> tensors.get(input)).toList();
            long[] shape = parts.getFirst().shape().clone();
            shape[0] = parts.stream().mapToLong(part -> part.shape()[0]).sum();
            merged.add(new Tensor(parts.getFirst().name(), parts.getFirst().datatype(), shape, concatenated(parts)));
        }
        return merged;
    }

    private static Elements concatenated(List<Tensor> parts) {
        int count = parts.stream().mapToInt(part -> part.elements().count()).sum();
        Elements all = parts.getFirst().elements().ofSize(count);
        int place = 0;
        for (Tensor part : parts) {
            int length = part.elements().count();
            System.arraycopy(part.elements().array(), 0, all.array(), place, length);
            place += length;
        }
        return all;
    }

    /** The rows from {@code start}, so many of them, of every tensor. */
    static List<Tensor> slice(List<Tensor> tensors, int start, int rows) {
        List<Tensor> slices = new ArrayList<>(tensors.size());
        for (Tensor tensor : tensors) {
            long[] shape = tensor.shape().clone();
            int width = shape[0] == 0 ? 0 : tensor.elements().count() / (int) shape[0];
            shape[0] = rows;
            Elements part = tensor.elements().ofSize(rows * width);
            System.arraycopy(tensor.elements().array(), start * width, part.array(), 0, rows * width);
            slices.add(new Tensor(tensor.name(), tensor.datatype(), shape, part));
        }
        return slices;
    }

    /** The tensors' first row so many times. */
    static List<Tensor> repeated(List<Tensor> tensors, int rows) {
        List<Tensor> row = slice(tensors, 0, 1);
        return merge(Collections.nCopies(rows, row));
    }
}
