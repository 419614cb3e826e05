// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/csv_decoder.h"

#include <algorithm>
#include <utility>

#include "decode/characters.h"
#include "decode/device_time.h"
#include "decode/plain_number.h"

namespace telemetryhub::engine {

namespace {

constexpr int kRowsToChange = 3;

std::string positionName(std::size_t column) {
    return "value " + std::to_string(column + 1);
}

bool isTooWide(std::string_view text) {
    return std::any_of(text.begin(), text.end(), isDigit) &&
           std::count_if(text.begin(), text.end(), [](char c) {
               return c == ',' || c == ';' || c == '\t';
           }) >= static_cast<std::ptrdiff_t>(CsvFields::kMaxColumns);
}

}  // namespace

std::string CsvDecoder::description() const {
    if (m_columns.empty()) return "CSV, no line of data so far";
    const std::uint64_t texts = counts().textCells;
    return "CSV, " + describe(m_shape) + (m_titled ? ", with titles" : "") +
           (texts == 0 ? "" : ", " + std::to_string(texts) + " cells of text");
}

void CsvDecoder::line(std::string_view text, std::size_t bytes, DecoderOutput& output) {
    if (!m_held.text.empty() || !readPlainRow(text)) return readLine(clean(text), bytes, output);
    m_otherRows = 0;
    for (Column& column : m_columns)
        column.textCells += column.hasText ? 1 : 0;
    acceptFrame(bytes);
    addRow(output);
}

/// The quick way for what nearly all rows are: plain numbers, empty fields and plain words. It
/// reads and cuts in one pass and leaves everything else to `readLine`.
bool CsvDecoder::readPlainRow(std::string_view text) {
    const char* at = text.data();
    const char* const end = at + text.size();
    const char cut = m_cut;
    bool anyNumber = false;
    for (Column& column : m_columns) {
        if (&column != m_columns.data() && *at++ != cut) return false;
        while (*at == ' ')
            ++at;
        if (!column.channel) {
            at = skipPlainText(column, at, end);
            if (!at) return false;
            continue;
        }
        double& value = m_row[*column.channel];
        const char* const stop = parsePlainNumber(at, value, EndsByItself{});
        if (stop) {
            anyNumber = true;
            at = stop;
        } else if (cut != ' ' && (at == end || *at == cut)) {
            value = kAbsent;
        } else {
            return false;
        }
    }
    while (*at == ' ')
        ++at;
    if (*at == cut) ++at;
    return at == end && anyNumber;
}

/// The end of a field of a text column, or nullptr when it needs a closer look.
const char* CsvDecoder::skipPlainText(Column& column, const char* at, const char* end) {
    double number = 0;
    const char* const begin = at;
    const char* const numberEnd = parsePlainNumber(at, number, EndsByItself{});
    if (numberEnd && (numberEnd == end || *numberEnd == m_cut)) return nullptr;
    for (; at != end && *at != m_cut; ++at)
        if (*at < ' ' || *at > '~' || *at == '"') return nullptr;
    column.hasText = at != begin;
    if (column.holdsTime)
        m_rows.setDeviceTime(parseIso8601({begin, static_cast<std::size_t>(at - begin)}));
    return at;
}

void CsvDecoder::readLine(std::string_view text, std::size_t bytes, DecoderOutput& output) {
    if (!isPrintableText(text)) {
        m_noise.sawNoise();
        releaseHeld(output);
        damage(DiscardReason::Syntax, text, bytes, output);
    } else if (trimmedBlanks(text).empty()) {
        accept(bytes);
    } else if (m_columns.empty()) {
        readWithoutLayout(text, bytes, output);
    } else {
        readWithLayout(text, bytes, output);
    }
}

void CsvDecoder::readWithoutLayout(std::string_view text, std::size_t bytes,
                                   DecoderOutput& output) {
    auto shape = shapeOfData(text, m_fields);
    if (!shape && !m_held.text.empty()) shape = shapeBehindTitles(text, m_held.text, m_fields);
    if (shape) {
        auto titles = takeTitles(*shape, output);
        if (!titles && !m_noise.trusts(shape->columns))
            return damage(DiscardReason::Unrecognised, text, bytes, output);
        layOut(*shape, std::move(titles), output);
        return readRow(text, bytes, output);
    }
    m_noise.sawText();
    releaseHeld(output);
    if (isTooWide(text))
        damage(DiscardReason::Length, text, bytes, output);
    else if (couldBeTitles(text))
        holdTitles(text, bytes, output);
    else
        acceptText(text, bytes, output);
}

void CsvDecoder::readWithLayout(std::string_view text, std::size_t bytes, DecoderOutput& output) {
    const bool narrow = m_fields.split(text, m_shape.separator);
    if (fieldsAreWords() || text.front() == '#') return readWords(text, bytes, output);
    if (!m_held.text.empty()) {
        const auto shape = shapeOfData(text, m_fields);
        auto titles = shape ? takeTitles(*shape, output) : std::nullopt;
        releaseHeld(output);
        if (titles) {
            layOut(*shape, std::move(titles), output);
            return readRow(text, bytes, output);
        }
        static_cast<void>(m_fields.split(text, m_shape.separator));
    }
    if (!narrow)
        damage(DiscardReason::Length, text, bytes, output);
    else if (fieldsFit())
        readRow(text, bytes, output);
    else
        readOtherShape(text, bytes, output);
}

/// Titles again, which a restarted device sends; new titles, when rows of data follow; or text.
/// Between data only the plainest titles count, so that a sentence renames nothing.
void CsvDecoder::readWords(std::string_view text, std::size_t bytes, DecoderOutput& output) {
    releaseHeld(output);
    const Separator separator = m_shape.separator;
    const auto known = titlesOf(text, separator, m_shape.columns, TitleRule::Loose);
    if (known && *known == m_titles) return accept(bytes);
    const std::size_t columns = m_fields.size();
    if (separator != Separator::Blanks && columns > 1 &&
        titlesOf(text, separator, columns, TitleRule::Strict))
        holdTitles(text, bytes, output);
    else
        acceptText(text, bytes, output);
}

void CsvDecoder::readOtherShape(std::string_view text, std::size_t bytes, DecoderOutput& output) {
    const auto shape = shapeOfData(text, m_fields);
    if (!shape) return damage(DiscardReason::Length, text, bytes, output);
    m_otherRows = *shape == m_otherShape ? m_otherRows + 1 : 1;
    m_otherShape = *shape;
    if (m_otherRows < kRowsToChange) return damage(DiscardReason::Length, text, bytes, output);
    layOut(*shape, std::nullopt, output);
    readRow(text, bytes, output);
}

void CsvDecoder::readRow(std::string_view text, std::size_t bytes, DecoderOutput& output) {
    m_otherRows = 0;
    if (const auto reason = damageOfFields()) return damage(*reason, text, bytes, output);
    promoteTextColumns(output);
    bool anyNumber = false;
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        if (!m_columns[i].channel) continue;
        const bool number = i < m_fields.size() && m_fields[i].kind == FieldKind::Number;
        m_row[*m_columns[i].channel] = number ? m_fields[i].value : kAbsent;
        anyNumber = anyNumber || number;
    }
    if (!anyNumber) return acceptText(text, bytes, output);
    for (std::size_t i = 0; i < std::min(m_columns.size(), m_fields.size()); ++i)
        if (m_fields[i].kind != FieldKind::Number && m_fields[i].kind != FieldKind::Empty)
            tellText(i, output);
    readTimes();
    acceptFrame(bytes);
    addRow(output);
}

bool CsvDecoder::fieldsFit() const {
    return m_fields.size() == m_shape.columns ||
           (m_fields.size() == m_shape.columns + 1 && m_fields.endsEmpty());
}

bool CsvDecoder::fieldsAreWords() const {
    const std::size_t words = m_fields.count(FieldKind::Word);
    const std::size_t numbers =
        m_fields.count(FieldKind::Number) + m_fields.count(FieldKind::OutOfRange);
    if (m_shape.separator == Separator::Blanks) return words > 0 && words >= numbers;
    return numbers == 0 && m_fields.count(FieldKind::Broken) == 0;
}

std::optional<DiscardReason> CsvDecoder::damageOfFields() const {
    for (std::size_t i = 0; i < std::min(m_columns.size(), m_fields.size()); ++i) {
        if (!m_columns[i].channel || m_columns[i].beganAsText) continue;
        if (m_fields[i].kind == FieldKind::Broken) return DiscardReason::Syntax;
        if (m_fields[i].kind == FieldKind::OutOfRange) return DiscardReason::Range;
    }
    return std::nullopt;
}

void CsvDecoder::promoteTextColumns(DecoderOutput& output) {
    for (std::size_t i = 0; i < std::min(m_columns.size(), m_fields.size()); ++i) {
        Column& column = m_columns[i];
        if (column.channel || m_fields[i].kind != FieldKind::Number) continue;
        giveChannel(i);
        column.hasText = false;
        countTextCells(column.textCells);
    }
    publish(output);
}

/// A text where numbers are expected is news when it changes; in a column that never had one it
/// is what the column is for.
void CsvDecoder::tellText(std::size_t column, DecoderOutput& output) {
    if (!m_columns[column].channel) {
        ++m_columns[column].textCells;
        return;
    }
    addTextCell(channels()[*m_columns[column].channel].name, m_fields[column].text, output);
}

void CsvDecoder::layOut(const CsvShape& shape, std::optional<std::vector<std::string>> titles,
                        DecoderOutput& output) {
    m_shape = shape;
    m_cut = separatorCharacter(shape.separator);
    m_otherRows = 0;
    if (titles) {
        m_titles = std::move(*titles);
        m_titled = true;
        m_shape.columns = m_titles.size();
    }
    m_titles.resize(m_shape.columns);
    m_columns.assign(m_shape.columns, Column{});
    for (std::size_t i = 0; i < m_shape.columns; ++i) {
        const FieldKind kind = i < m_fields.size() ? m_fields[i].kind : FieldKind::Empty;
        m_columns[i].beganAsText = kind == FieldKind::Word || kind == FieldKind::Broken;
        if (!m_columns[i].beganAsText) giveChannel(i);
    }
    std::fill(m_row.begin(), m_row.end(), kAbsent);
    findTimeColumn();
    publish(output);
}

/// The column of text that dates the rows; one of numbers does so as a channel.
void CsvDecoder::findTimeColumn() {
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        const bool named = m_titles[i].empty() ? m_rows.isTimeChannel(positionName(i))
                                               : m_rows.isTimeChannel(m_titles[i]);
        m_columns[i].holdsTime = named && !m_columns[i].channel;
    }
}

void CsvDecoder::readTimes() {
    if (!m_rows.byDevice()) return;
    m_rows.setDeviceTime(std::nullopt);
    for (std::size_t i = 0; i < std::min(m_columns.size(), m_fields.size()); ++i)
        if (m_columns[i].holdsTime) m_rows.setDeviceTime(parseIso8601(m_fields[i].text));
}

void CsvDecoder::addRow(DecoderOutput& output) {
    m_rows.add(m_row, channels(), ChannelSetKind::Complete, output);
}

/// Two columns of one name are two channels: the later one gets a number behind its name.
void CsvDecoder::giveChannel(std::size_t column) {
    Channel channel = channelFromTitle(m_titles[column]);
    if (channel.name.empty()) channel.name = positionName(column);
    const std::string name = channel.name;
    for (int copy = 2;; ++copy) {
        const auto index = channels().ensure(channel);
        const bool taken =
            index && std::any_of(m_columns.begin(), m_columns.end(),
                                 [&](const Column& c) { return c.channel == index; });
        if (!taken) {
            m_columns[column].channel = index;
            return;
        }
        channel.name = name + ' ' + std::to_string(copy);
    }
}

void CsvDecoder::publish(DecoderOutput& output) {
    channels().publish(output.samples(), ChannelSetKind::Complete);
    m_row.resize(channels().size(), kAbsent);
}

void CsvDecoder::holdTitles(std::string_view text, std::size_t bytes, DecoderOutput& output) {
    hold(bytes);
    m_held.text = text;
    m_held.moment = output.samples().clock().moment();
}

/// The held line as the titles of a first row, which may end in a separator like them.
std::optional<std::vector<std::string>> CsvDecoder::takeTitles(const CsvShape& shape,
                                                               DecoderOutput& output) {
    if (m_held.text.empty()) return std::nullopt;
    const TitleRule rule = m_columns.empty() ? TitleRule::Loose : TitleRule::Strict;
    auto titles = titlesOf(m_held.text, shape.separator, shape.columns, rule);
    if (!titles && m_fields.endsEmpty())
        titles = titlesOf(m_held.text, shape.separator, m_fields.size(), rule);
    if (!titles) {
        releaseHeld(output);
        return std::nullopt;
    }
    m_held.text.clear();
    accept(takeHeld());
    return titles;
}

void CsvDecoder::releaseHeld(DecoderOutput& output) {
    if (m_held.text.empty()) return;
    const RowClock::Moment moment = output.samples().clock().moment();
    output.samples().clock().holdAt(m_held.moment);
    acceptText(m_held.text, takeHeld(), output);
    output.samples().clock().goBackTo(moment);
    m_held.text.clear();
}

}  // namespace telemetryhub::engine
