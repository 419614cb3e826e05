// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "telemetryhub/engine/core/device_settings.h"

class QComboBox;
class QLineEdit;

namespace telemetryhub::ui {

/// The path of a serial port and how it is spoken to.
///
/// Threads: main.
class SerialFields : public QWidget {
    Q_OBJECT

public:
    explicit SerialFields(QWidget* parent);

    void setPath(const QString& path);
    [[nodiscard]] QString path() const;
    /// Fills in everything but the path. What has no field is kept for `settings`.
    void fillIn(const engine::SerialSettings& settings);
    /// What the fields say, not checked.
    [[nodiscard]] engine::SerialSettings settings() const;

signals:
    void changed();

private:
    QWidget* makeFrameRow();

    engine::SerialSettings m_filledIn;
    QLineEdit* m_path;
    QComboBox* m_baud;
    QComboBox* m_dataBits = nullptr;
    QComboBox* m_parity = nullptr;
    QComboBox* m_stopBits = nullptr;
    QComboBox* m_flow = nullptr;
};

}  // namespace telemetryhub::ui
