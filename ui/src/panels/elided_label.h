// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace telemetryhub::ui {

/// One line of text that gives way when it is narrow: it is elided, and its tool tip has all.
///
/// Threads: main.
class ElidedLabel : public QLabel {
    Q_OBJECT

public:
    explicit ElidedLabel(QWidget* parent) : ElidedLabel(QString(), parent) {}
    ElidedLabel(const QString& text, QWidget* parent);

    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
};

}  // namespace telemetryhub::ui
