// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include <QFrame>

class QLabel;
class QLineEdit;

namespace telemetryhub::ui {

/// Chooses how long the window of time of a chart is: usual spans and a field that takes any.
///
/// Threads: main.
class SpanPopup final : public QFrame {
    Q_OBJECT

public:
    explicit SpanPopup(QWidget* parent);

    /// Opens under `anchor` with `spanNs` in the field.
    void open(const QWidget& anchor, std::int64_t spanNs);

signals:
    void spanChosen(std::int64_t spanNs);
    void allChosen();

private:
    void take();

    QLineEdit* m_field;
    QLabel* m_problem;
};

}  // namespace telemetryhub::ui
