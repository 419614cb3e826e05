// SPDX-License-Identifier: GPL-3.0-or-later
#include "recordings/recordings_model.h"

#include <algorithm>
#include <numeric>

#include <QDir>
#include <QFileInfo>

#include "panels/recording_words.h"
#include "theme/numbers.h"
#include "theme/shown_time.h"

namespace telemetryhub::ui {
namespace {

constexpr std::int64_t kNsPerMs = 1'000'000;
/// More at once are told as one change of everything.
constexpr std::ptrdiff_t kRemovedOneByOne = 100;

std::int64_t beginningOf(const RecordingRow& row) {
    return row.facts.startNs != 0 ? row.facts.startNs : row.file.modifiedMs * kNsPerMs;
}

/// `Recording 0:02:14 · 350 samples/s · 0.12 s to disk`.
QString runningText(const engine::Snapshot& snapshot) {
    const engine::RecordingSnapshot& recording = *snapshot.recording;
    if (recording.state == engine::RecordingState::Suspended)
        return recordingStateText(recording, snapshot.time);
    const double rate = std::accumulate(
        snapshot.devices.begin(), snapshot.devices.end(), 0.0,
        [](double sum, const engine::DeviceSnapshot& device) { return sum + device.rateHz; });
    QStringList parts{RecordingsModel::tr("Recording %1")
                          .arg(recordedTimeText(snapshot.time.steadyNs - recording.start.steadyNs)),
                      samplesRateText(rate)};
    if (recording.lastCommitNs > 0)
        parts << RecordingsModel::tr("%1 to disk")
                     .arg(ageText(snapshot.time.steadyNs - recording.lastCommitNs));
    return parts.join(QStringLiteral(" \u00b7 "));
}

}  // namespace

QString recordingKindWord(RecordingKind kind) {
    switch (kind) {
        case RecordingKind::Unread: return RecordingsModel::tr("reading\u2026");
        case RecordingKind::Running: return RecordingsModel::tr("Recording");
        case RecordingKind::Complete: return RecordingsModel::tr("Complete");
        case RecordingKind::Interrupted: return RecordingsModel::tr("Interrupted");
        case RecordingKind::Damaged: return RecordingsModel::tr("Damaged");
    }
    return {};
}

void RecordingsModel::number(std::size_t from) {
    for (std::size_t at = from; at < m_rows.size(); ++at)
        m_places[m_rows[at].file.path] = static_cast<int>(at);
}

void RecordingsModel::changed(int row) {
    emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

void RecordingsModel::removeMissing(const QHash<QString, RecordingFile>& present) {
    const auto isMissing = [&](const RecordingRow& row) {
        return !present.contains(row.file.path);
    };
    const auto missing = std::count_if(m_rows.begin(), m_rows.end(), isMissing);
    if (missing > kRemovedOneByOne) {
        beginResetModel();
        std::erase_if(m_rows, isMissing);
        m_places.clear();
        number(0);
        endResetModel();
        return;
    }
    for (std::size_t at = m_rows.size(); missing > 0 && at-- > 0;) {
        if (!isMissing(m_rows[at])) continue;
        const int row = static_cast<int>(at);
        beginRemoveRows({}, row, row);
        m_places.remove(m_rows[at].file.path);
        m_rows.erase(m_rows.begin() + row);
        number(at);
        endRemoveRows();
    }
}

void RecordingsModel::setFiles(const std::vector<RecordingFile>& files) {
    QHash<QString, RecordingFile> present;
    for (const RecordingFile& file : files)
        present.insert(file.path, file);
    removeMissing(present);
    std::vector<RecordingRow> added;
    for (const RecordingFile& file : files) {
        const int known = rowOf(file.path);
        if (known < 0) {
            added.push_back({file, {}, QFileInfo(file.path).completeBaseName(), {}});
        } else if (!(m_rows[static_cast<std::size_t>(known)].file == file)) {
            m_rows[static_cast<std::size_t>(known)].file = file;
            changed(known);
        }
    }
    if (added.empty()) return;
    const std::size_t first = m_rows.size();
    beginInsertRows({}, static_cast<int>(first), static_cast<int>(first + added.size()) - 1);
    m_rows.insert(m_rows.end(), added.begin(), added.end());
    number(first);
    endInsertRows();
}

void RecordingsModel::setFacts(const RecordingsScanner::Read& read) {
    for (const auto& [path, facts] : read) {
        const int row = rowOf(path);
        if (row < 0) continue;
        m_rows[static_cast<std::size_t>(row)].facts = facts;
        changed(row);
    }
}

void RecordingsModel::display(const engine::Snapshot& snapshot) {
    const auto& recording = snapshot.recording;
    const bool runs = recording && isRunning(*recording);
    const int now = runs ? rowOf(QString::fromStdString(recording->path)) : -1;
    for (std::size_t at = 0; at < m_rows.size(); ++at) {
        RecordingRow& row = m_rows[at];
        const bool isNow = static_cast<int>(at) == now;
        if (!isNow && row.running.isEmpty()) continue;
        const QString text = isNow ? runningText(snapshot) : QString();
        if (isNow) {
            row.facts.kind = RecordingKind::Running;
            row.facts.startNs = recording->start.wallNs;
            row.facts.spanNs = snapshot.time.steadyNs - recording->start.steadyNs;
            // The first file of a rotated recording is not all of it.
            if (recording->files == 1) row.file.bytes = recording->bytes;
        }
        if (text == row.running) continue;
        row.running = text;
        changed(static_cast<int>(at));
    }
}

std::uint64_t RecordingsModel::totalBytes() const {
    std::uint64_t bytes = 0;
    for (const RecordingRow& row : m_rows)
        bytes += row.file.bytes;
    return bytes;
}

int RecordingsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int RecordingsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QString RecordingsModel::cellText(const RecordingRow& row, int column) {
    const bool known = row.facts.startNs != 0;
    switch (column) {
        case State: return row.running.isEmpty() ? recordingKindWord(row.facts.kind) : row.running;
        case Name: return row.name;
        case Start: return known ? dateClockText(row.facts.startNs) : absentText();
        case Span: return known ? recordedTimeText(row.facts.spanNs) : absentText();
        case Devices: return row.facts.devices.join(QStringLiteral(", "));
        case Size: return bytesText(row.file.bytes);
        default: return {};
    }
}

QVariant RecordingsModel::sortKey(const RecordingRow& row, int column) {
    switch (column) {
        case State: return static_cast<int>(row.facts.kind);
        case Start: return qlonglong{beginningOf(row)};
        case Span: return qlonglong{row.facts.spanNs};
        case Size: return qulonglong{row.file.bytes};
        default: return cellText(row, column).toLower();
    }
}

QString RecordingsModel::toolTip(const RecordingRow& row) {
    QStringList lines{QDir::toNativeSeparators(row.file.path), cellText(row, State)};
    if (row.facts.kind == RecordingKind::Interrupted)
        lines[1] =
            tr("Interrupted: its recorder ended abruptly. Everything that was on the disk "
               "is there.");
    if (row.facts.startNs != 0)
        lines << tr("%1, %2 long, %3 samples, %4")
                     .arg(cellText(row, Start), cellText(row, Span), countText(row.facts.samples),
                          cellText(row, Size));
    if (!row.facts.devices.isEmpty()) lines << cellText(row, Devices);
    if (!row.facts.problem.isEmpty()) lines << row.facts.problem;
    return lines.join(QLatin1Char('\n'));
}

QVariant RecordingsModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const RecordingRow& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
        case RowRole: return QVariant::fromValue(&row);
        case SortRole: return sortKey(row, index.column());
        case Qt::DisplayRole: return cellText(row, index.column());
        case Qt::EditRole: return index.column() == Name ? QVariant(row.name) : QVariant();
        case Qt::ToolTipRole: return toolTip(row);
        case Qt::AccessibleTextRole:
            if (index.column() != State) return cellText(row, index.column());
            return QStringList{row.name, cellText(row, State), cellText(row, Start),
                               cellText(row, Span), cellText(row, Size)}
                .join(QStringLiteral(", "));
        default: return {};
    }
}

QVariant RecordingsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::FontRole) return m_headerFont;
    if (role == Qt::TextAlignmentRole)
        return int((section == Size || section == Span ? Qt::AlignRight : Qt::AlignLeft) |
                   Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
        case State: return tr("State");
        case Name: return tr("Name");
        case Start: return tr("Start");
        case Span: return tr("Length");
        case Devices: return tr("Devices");
        case Size: return tr("Size");
        default: return {};
    }
}

}  // namespace telemetryhub::ui
