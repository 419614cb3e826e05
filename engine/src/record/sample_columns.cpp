// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/record/sample_columns.h"

#include <algorithm>

namespace telemetryhub::engine {

namespace {

template <typename Vector, typename Range>
void appendAll(Vector& to, const Range& from) {
    to.insert(to.end(), from.begin(), from.end());
}

template <typename Vector>
void keepRange(Vector& vector, std::size_t first, std::size_t last) {
    using Distance = typename Vector::difference_type;
    vector.erase(vector.begin() + static_cast<Distance>(last), vector.end());
    vector.erase(vector.begin(), vector.begin() + static_cast<Distance>(first));
}

template <typename Vector>
void keepChosen(Vector& vector, const std::vector<bool>& kept) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < vector.size(); ++i)
        if (kept[i]) vector[count++] = vector[i];
    vector.resize(count);
}

}  // namespace

void SampleColumns::append(const SampleBlock& block) {
    padColumns(block.channelCount());
    appendAll(steadyNs, block.steadyNs());
    appendAll(wallNs, block.wallNs());
    for (std::size_t i = 0; i < block.size(); ++i)
        sequences.push_back(block.firstSequence() + i);
    for (std::size_t i = 0; i < block.channelCount(); ++i)
        appendAll(columns[i], block.column(i));
    padColumns(0);
}

void SampleColumns::append(const SampleColumns& other) {
    padColumns(other.columns.size());
    appendAll(steadyNs, other.steadyNs);
    appendAll(wallNs, other.wallNs);
    appendAll(sequences, other.sequences);
    for (std::size_t i = 0; i < other.columns.size(); ++i)
        appendAll(columns[i], other.columns[i]);
    padColumns(0);
}

void SampleColumns::keep(std::size_t first, std::size_t last) {
    keepRange(steadyNs, first, last);
    keepRange(wallNs, first, last);
    keepRange(sequences, first, last);
    for (std::vector<double>& column : columns)
        keepRange(column, first, last);
}

void SampleColumns::keepRows(const std::vector<bool>& kept) {
    if (std::find(kept.begin(), kept.end(), false) == kept.end()) return;
    keepChosen(steadyNs, kept);
    keepChosen(wallNs, kept);
    keepChosen(sequences, kept);
    for (std::vector<double>& column : columns)
        keepChosen(column, kept);
}

void SampleColumns::clear() {
    steadyNs.clear();
    wallNs.clear();
    sequences.clear();
    for (std::vector<double>& column : columns)
        column.clear();
}

/// Fills columns that are shorter than the others, after adding those that are missing.
void SampleColumns::padColumns(std::size_t channels) {
    if (columns.size() < channels) columns.resize(channels);
    for (std::vector<double>& column : columns)
        column.resize(size(), kAbsent);
}

}  // namespace telemetryhub::engine
