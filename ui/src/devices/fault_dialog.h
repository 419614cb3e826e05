// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "telemetryhub/engine/hub/hub.h"

class QLineEdit;
class QPushButton;

namespace telemetryhub::ui {

class FaultForm;
class MessageRow;
class Theme;

/// Lets a device rehearse faults: a plan from now on, one fault now, or an end of it.
///
/// Threads: main.
class FaultDialog : public QDialog {
    Q_OBJECT

public:
    /// `device` is the state to begin with.
    /// \pre `gateway` and `theme` outlive this object.
    FaultDialog(engine::Hub& gateway, const engine::DeviceSnapshot& device, const Theme& theme,
                QWidget* parent);

    [[nodiscard]] engine::DeviceId device() const { return m_device; }
    [[nodiscard]] FaultForm& form() const { return *m_form; }
    void display(const engine::DeviceSnapshot& device);
    /// The plan of the form as the specification writes it.
    [[nodiscard]] QString planText() const;
    [[nodiscard]] QString message() const;

public slots:
    void rehearse();
    void failOnce();
    void endRehearsal();

private:
    QWidget* makePlanRow();
    QWidget* makeButtons();
    void check();
    void applyTheme();
    void inject(const engine::FaultPlan& plan);
    void answered(const engine::Result<void>& answer);

    engine::Hub& m_gateway;
    const engine::DeviceId m_device;
    const engine::BusSettings m_bus;
    const Theme& m_theme;
    FaultForm* m_form;
    MessageRow* m_message;
    QLineEdit* m_plan = nullptr;
    QPushButton* m_rehearse = nullptr;
    QPushButton* m_end = nullptr;
};

}  // namespace telemetryhub::ui
