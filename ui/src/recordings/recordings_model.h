// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include <QAbstractTableModel>
#include <QFont>
#include <QHash>

#include "recordings/recordings_scanner.h"
#include "telemetryhub/engine/hub/snapshot.h"

namespace telemetryhub::ui {

struct RecordingRow {
    RecordingFile file;
    RecordingFacts facts;
    QString name;     ///< without folder and ending
    QString running;  ///< what the recorder of this program says of it; empty: not its file
};

/// The recordings of a folder.
///
/// Threads: main.
class RecordingsModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { State, Name, Start, Span, Devices, Size, ColumnCount };
    /// `const RecordingRow*`, valid until the model changes; what a column is sorted by.
    enum Role { RowRole = Qt::UserRole, SortRole };

    using QAbstractTableModel::QAbstractTableModel;

    void setFiles(const std::vector<RecordingFile>& files);
    void setFacts(const RecordingsScanner::Read& read);
    /// What the recorder of this program does.
    void display(const engine::Snapshot& snapshot);

    [[nodiscard]] const RecordingRow& row(int row) const {
        return m_rows[static_cast<std::size_t>(row)];
    }
    [[nodiscard]] int rowOf(const QString& path) const { return m_places.value(path, -1); }
    [[nodiscard]] std::uint64_t totalBytes() const;
    void setHeaderFont(const QFont& font) { m_headerFont = font; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    void removeMissing(const QHash<QString, RecordingFile>& present);
    void number(std::size_t from);
    void changed(int row);
    [[nodiscard]] static QString cellText(const RecordingRow& row, int column);
    [[nodiscard]] static QVariant sortKey(const RecordingRow& row, int column);
    [[nodiscard]] static QString toolTip(const RecordingRow& row);

    std::vector<RecordingRow> m_rows;
    QHash<QString, int> m_places;
    QFont m_headerFont;
};

/// `Complete`, `Interrupted`.
[[nodiscard]] QString recordingKindWord(RecordingKind kind);

}  // namespace telemetryhub::ui

Q_DECLARE_METATYPE(const telemetryhub::ui::RecordingRow*)
