// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "devices/sent_history.h"
#include "telemetryhub/engine/gateway/gateway_core.h"

class QComboBox;
class QLineEdit;
class QPushButton;
class QSettings;

namespace telemetryhub::ui {

class ConsoleView;
class MessageRow;
class Theme;

/// Sends text or bytes to a device, and shows what it answers in words.
///
/// Threads: main.
/// Errors:  what cannot be sent stays in the field, and the reason stands below it.
class SendDialog : public QDialog {
    Q_OBJECT

public:
    /// `settings` remembers form and line end; may be null.
    /// \pre everything outlives this object.
    SendDialog(engine::GatewayCore& gateway, engine::DeviceId device, const Theme& theme,
               QSettings* settings, QWidget* parent);

    [[nodiscard]] engine::DeviceId device() const { return m_device; }
    void display(const engine::DeviceSnapshot& device);
    /// Why the last line was not sent; empty: it was.
    [[nodiscard]] QString problem() const;

public slots:
    void send();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    enum class Form { Text, Hex };

    QWidget* makeLine();
    void applyTheme();
    void updateForm();
    void remember() const;
    [[nodiscard]] Form form() const;
    [[nodiscard]] engine::Result<std::string> bytes() const;
    void sent(const QString& line, const engine::Result<void>& answer);

    engine::GatewayCore& m_gateway;
    const engine::DeviceId m_device;
    const Theme& m_theme;
    QSettings* m_settings;
    QComboBox* m_form = nullptr;
    QLineEdit* m_line = nullptr;
    QComboBox* m_end = nullptr;
    QPushButton* m_send = nullptr;
    MessageRow* m_message;
    ConsoleView* m_console;
    SentHistory m_history;
    std::uint64_t m_linesSeen = 0;
};

}  // namespace telemetryhub::ui
