// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <utility>

#include "record/csv_cells.h"
#include "record/csv_rows.h"
#include "record/csv_time.h"

namespace telemetryhub::engine {

namespace {

constexpr std::int64_t kSecondNs = 1'000'000'000;

std::optional<ReadTime> ownTime(std::string_view utc, std::string_view elapsed, char decimalSign) {
    if (utc.empty() && elapsed.empty()) return kUnknownTime;
    const auto calendar = calendarIn(utc);
    const auto wallNs = calendar ? unixNsOf(*calendar) : std::nullopt;
    const auto steadyNs = durationIn(elapsed, kSecondNs, decimalSign);
    if (!wallNs || !steadyNs) return std::nullopt;
    return ReadTime{*steadyNs, *wallNs};
}

/// The value of a cell; what is none counts as absent.
double valueIn(std::string_view cell, char decimalSign, CsvRowTaken& taken) {
    if (cell.empty()) return kAbsent;
    if (const auto value = numberIn(cell, decimalSign)) return *value;
    if (taken.badCells++ == 0) taken.badCell = "'" + readable(cell) + "' is no number";
    return kAbsent;
}

class WideRows final : public CsvRows {
public:
    WideRows(const CsvDialect& dialect, CsvIntake& intake, const std::string& deviceName);

    [[nodiscard]] bool fits(std::size_t cells) const override { return cells == m_dialect.cells; }
    Result<CsvRowTaken> take(const CsvCells& cells) override;
    [[nodiscard]] std::vector<std::string> columnsLeftOut() const override { return m_leftOut; }

private:
    [[nodiscard]] CsvIntakeDevice* deviceOf(std::string_view cell);
    void takeValue(CsvIntakeDevice& device, std::size_t column, double value, CsvRowTaken& taken);

    const CsvDialect& m_dialect;
    CsvIntake& m_intake;
    std::size_t m_firstValue;
    std::vector<Channel> m_columns;
    std::vector<std::string> m_leftOut;
    CsvIntakeDevice* m_device = nullptr;  // of the row before
    std::string m_deviceCell;
};

WideRows::WideRows(const CsvDialect& dialect, CsvIntake& intake, const std::string& deviceName)
    : m_dialect(dialect), m_intake(intake), m_firstValue(dialect.hasDevices ? 4 : 3) {
    for (std::size_t i = m_firstValue; i < dialect.cells; ++i)
        m_columns.push_back(channelOfTitle(textIn(dialect.titles[i])));
    if (dialect.hasDevices) return;
    // All columns are those of the one device, also before they have a value.
    m_device = intake.device(deviceName);
    m_device->kind = ChannelSetKind::Complete;
    for (std::size_t i = 0; i < m_columns.size(); ++i)
        if (!intake.channel(*m_device, i, m_columns[i]))
            m_leftOut.push_back(dialect.titles[m_firstValue + i]);
}

Result<CsvRowTaken> WideRows::take(const CsvCells& cells) {
    CsvRowTaken taken;
    const auto start = readRowStart(cells, m_dialect, taken);
    if (!start) return taken;
    CsvIntakeDevice* const device = deviceOf(start->device);
    if (!device) {
        taken.unread = "there are too many devices";
        return taken;
    }
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        const double value = valueIn(cells[m_firstValue + i], m_dialect.decimalSign, taken);
        if (!isAbsent(value)) takeValue(*device, i, value, taken);
    }
    const Result<bool> added = m_intake.add(*device, start->sequence, start->time);
    if (!added) return added.error();
    if (!added.value()) taken.unread = "its sequence number is too large";
    return taken;
}

CsvIntakeDevice* WideRows::deviceOf(std::string_view cell) {
    if (!m_dialect.hasDevices || (m_device && cell == m_deviceCell)) return m_device;
    m_device = m_intake.device(textIn(cell));
    m_deviceCell = cell;
    return m_device;
}

void WideRows::takeValue(CsvIntakeDevice& device, std::size_t column, double value,
                         CsvRowTaken& taken) {
    if (const auto channel = m_intake.channel(device, column, m_columns[column]))
        device.row[*channel] = value;
    else if (taken.badCells++ == 0)
        taken.badCell =
            "there are too many channels for that of '" + readable(m_columns[column].name) + "'";
}

/// Rows of one sample follow each other.
class LongRows final : public CsvRows {
public:
    LongRows(const CsvDialect& dialect, CsvIntake& intake) : m_dialect(dialect), m_intake(intake) {}

    [[nodiscard]] bool fits(std::size_t cells) const override { return cells == m_dialect.cells; }
    Result<CsvRowTaken> take(const CsvCells& cells) override;
    Result<CsvRowTaken> finish() override;

private:
    static constexpr std::size_t kChannelCell = 4;
    static constexpr std::size_t kValueCell = 5;
    static constexpr std::size_t kUnitCell = 6;

    [[nodiscard]] bool continues(const CsvRowStart& start) const;
    Result<void> begin(const CsvRowStart& start, CsvRowTaken& taken);
    [[nodiscard]] std::optional<std::size_t> channelOf(Channel&& channel);
    void takeValue(const CsvCells& cells, CsvRowTaken& taken);

    const CsvDialect& m_dialect;
    CsvIntake& m_intake;
    CsvIntakeDevice* m_device = nullptr;  // of the sample that is gathered
    std::string m_deviceCell;
    Sequence m_sequence = 0;
    ReadTime m_time;
    std::vector<bool> m_filled;  // channels of the sample
    std::size_t m_expected = 0;  // the channel that probably comes
};

Result<CsvRowTaken> LongRows::take(const CsvCells& cells) {
    CsvRowTaken taken;
    const auto start = readRowStart(cells, m_dialect, taken);
    if (!start) return taken;
    if (!continues(*start)) {
        const Result<CsvRowTaken> before = finish();
        if (!before) return before.error();
        taken = before.value();
        if (Result<void> begun = begin(*start, taken); !begun) return begun.error();
    }
    if (m_device) takeValue(cells, taken);
    return taken;
}

bool LongRows::continues(const CsvRowStart& start) const {
    return m_device && start.sequence == m_sequence && start.device == m_deviceCell &&
           start.time == m_time;
}

Result<void> LongRows::begin(const CsvRowStart& start, CsvRowTaken& taken) {
    m_device = m_intake.device(textIn(start.device));
    if (!m_device) taken.unread = "there are too many devices";
    m_deviceCell = start.device;
    m_sequence = start.sequence;
    m_time = start.time;
    m_filled.clear();
    m_expected = 0;
    return {};
}

void LongRows::takeValue(const CsvCells& cells, CsvRowTaken& taken) {
    const auto channel = channelOf({textIn(cells[kChannelCell]), textIn(cells[kUnitCell]), {}});
    if (!channel) {
        taken.unread =
            "there are too many channels for that of '" + readable(cells[kChannelCell]) + "'";
        return;
    }
    m_filled.resize(m_device->channels.size());
    m_filled[*channel] = true;
    m_expected = *channel + 1;
    m_device->row[*channel] = valueIn(cells[kValueCell], m_dialect.decimalSign, taken);
}

/// The first channel of that title that the sample does not have yet.
std::optional<std::size_t> LongRows::channelOf(Channel&& channel) {
    const std::vector<Channel>& known = m_device->channels;
    const auto isIt = [&](std::size_t i) {
        return (i >= m_filled.size() || !m_filled[i]) && known[i].name == channel.name &&
               known[i].unit == channel.unit;
    };
    if (m_expected < known.size() && isIt(m_expected)) return m_expected;
    for (std::size_t i = 0; i < known.size(); ++i)
        if (isIt(i)) return i;
    return m_intake.channel(*m_device, known.size(), channel);
}

Result<CsvRowTaken> LongRows::finish() {
    CsvRowTaken taken;
    CsvIntakeDevice* const device = std::exchange(m_device, nullptr);
    if (!device || m_filled.empty()) return taken;
    const Result<bool> added = m_intake.add(*device, m_sequence, m_time);
    if (!added) return added.error();
    if (!added.value()) taken.unread = "its sequence number is too large";
    return taken;
}

}  // namespace

std::optional<CsvRowStart> readRowStart(const CsvCells& cells, const CsvDialect& dialect,
                                        CsvRowTaken& taken) {
    const bool hasDevice = dialect.hasDevices;
    const auto time = ownTime(cells[0], cells[1], dialect.decimalSign);
    const auto sequence = countIn(cells[hasDevice ? 3 : 2]);
    if (!time) taken.unread = "its time cannot be read: '" + readable(cells[0]) + "'";
    if (time && !sequence)
        taken.unread = "its seq is no number: '" + readable(cells[hasDevice ? 3 : 2]) + "'";
    if (!time || !sequence) return std::nullopt;
    return CsvRowStart{*time, hasDevice ? cells[2] : std::string_view(), *sequence};
}

std::unique_ptr<CsvRows> makeWideRows(const CsvDialect& dialect, CsvIntake& intake,
                                      const std::string& deviceName) {
    return std::make_unique<WideRows>(dialect, intake, deviceName);
}

std::unique_ptr<CsvRows> makeLongRows(const CsvDialect& dialect, CsvIntake& intake) {
    return std::make_unique<LongRows>(dialect, intake);
}

}  // namespace telemetryhub::engine
