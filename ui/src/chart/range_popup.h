// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QFrame>

#include "chart/value_range.h"

class QLabel;
class QLineEdit;

namespace telemetryhub::ui {

/// Fixes the range of one value axis: two fields, or automatic.
///
/// Threads: main.
class RangePopup final : public QFrame {
    Q_OBJECT

public:
    /// `title` names the axis, `shown` is its range now. Deletes itself when it closes.
    RangePopup(const QString& title, ValueRange shown, int decimals, QWidget* parent);

signals:
    /// Nothing: automatic.
    void rangeChosen(std::optional<telemetryhub::ui::ValueRange> range);

private:
    [[nodiscard]] QLineEdit* makeField(const QString& name, double value, int decimals);
    void take();

    QLineEdit* m_from;
    QLineEdit* m_to;
    QLabel* m_problem;
};

}  // namespace telemetryhub::ui
