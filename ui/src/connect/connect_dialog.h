// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>

#include <QDialog>

#include "connect/port_scanner.h"
#include "connect/source_list.h"
#include "telemetryhub/engine/gateway/gateway_core.h"

class QLabel;
class QPushButton;

namespace telemetryhub::ui {

class DeviceForm;
class ElidedLabel;
class Theme;

/// Adds a device: where it comes from, how it is read, what is wrong with that.
///
/// It opens no port by itself, and the stream goes on beside it.
///
/// Threads: main.
class ConnectDialog : public QDialog {
    Q_OBJECT

public:
    /// \pre `gateway` and `theme` outlive this object. `scan` lists the ports.
    ConnectDialog(engine::GatewayCore& gateway, const Theme& theme, QWidget* parent,
                  PortScanner::Scan scan = scanPorts);

    [[nodiscard]] SourceList* sources() const { return m_sources; }
    [[nodiscard]] DeviceForm* form() const { return m_form; }
    /// The specification of what the fields say.
    [[nodiscard]] QString specification() const;
    /// What is wrong with it; empty: nothing.
    [[nodiscard]] QString problem() const;
    /// Whether the buttons that add the device can be pressed.
    [[nodiscard]] bool canAdd() const;

public slots:
    /// Adds the device; closes the dialog when that succeeds.
    void add();
    /// The same, and starts it.
    void addAndStart();

private:
    /// A sentence for a person and whether it stands in the way.
    struct Finding {
        QString text;
        bool blocks = false;
    };

    QWidget* makeLeft();
    QWidget* makeRight();
    QWidget* makeFoot();
    void applyTheme();
    void takeScan(const PortScan& scan);
    void chooseSource();
    void check();
    [[nodiscard]] Finding findProblem(const engine::DeviceSettings& settings) const;
    [[nodiscard]] Finding findBusProblem(const engine::DeviceSettings& settings) const;
    [[nodiscard]] Finding findNetworkProblem(const engine::DeviceSettings& settings) const;
    [[nodiscard]] Finding findPortProblem(const engine::SerialSettings& serial) const;
    [[nodiscard]] QString freeName(const QString& wish) const;
    [[nodiscard]] bool addDevice(bool starts);
    [[nodiscard]] QString hintText() const;

    engine::GatewayCore& m_gateway;
    const Theme& m_theme;
    SourceList* m_sources;
    DeviceForm* m_form;
    QLabel* m_portCount;
    QLabel* m_hint;
    QLabel* m_problemShape;
    QLabel* m_problem;
    ElidedLabel* m_spec;
    QPushButton* m_add = nullptr;
    QPushButton* m_connect = nullptr;
    PortScan m_lastScan;
    std::string m_refusal;  ///< the gateway's answer, until a field changes
    PortScanner* m_scanner;
};

}  // namespace telemetryhub::ui
