// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

#include "recordings/recordings_model.h"

namespace telemetryhub::ui {

class Theme;

/// Paints a recording: its state as shape and word, then its name, times, devices and size.
///
/// Threads: main.
class RecordingsDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    RecordingsDelegate(const Theme& theme, QObject* parent)
        : QStyledItemDelegate(parent), m_theme(theme) {}

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option,
                                 const QModelIndex& index) const override;

private:
    void paintShape(QPainter& painter, const QRect& rect, RecordingKind kind) const;

    const Theme& m_theme;
};

}  // namespace telemetryhub::ui
